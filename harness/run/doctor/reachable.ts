import { bindingErrorStatuses, statusName } from '../../catalogue/index.js'
import { describeError, type Endpoint, LinkError } from '../../link/index.js'
import type { Reaction } from '../../roles/index.js'
import { type Check, fail, fromLinkError, ok } from './check.js'
import type { Outcome, Prober } from './prober.js'

type IcmpError = Extract<Reaction, { kind: 'icmp-error' }>['error']

/** Each path, by one plain registration: the device answers there, and takes it for an authorised MAG. */
export async function* checkPaths(
  prober: Prober,
  endpoints: readonly Endpoint[],
  accepted: Set<string>,
): AsyncGenerator<Check> {
  for (const endpoint of endpoints) {
    const outcome = await prober.try(endpoint)
    const check = wordOutcome(`path ${endpoint.name}`, outcome, endpoint, prober)
    if (check.status === 'ok') accepted.add(endpoint.name)
    yield check
  }
}

function wordOutcome(about: string, outcome: Outcome, endpoint: Endpoint, { profile }: Prober): Check {
  const lma = profile.lma.address
  if (outcome instanceof LinkError) return fromLinkError(about, outcome)
  if (outcome === 'silence')
    return fail(
      about,
      `the LMA at ${lma} keeps silent: two plain registrations from ${endpoint.address} stayed unanswered`,
      `check that filters let IPv6 protocol 135 pass both ways, that the device has a route back to ${endpoint.address}, takes signalling without IPsec, and has ${endpoint.address} among its MAGs (some drop what others send)`,
    )
  const { reaction, request } = outcome
  switch (reaction.kind) {
    case 'icmp-error':
      return fail(
        about,
        `${describeError(reaction.error)} from the way to ${lma}`,
        icmpFix(reaction.error, lma),
      )
    case 'binding-error':
      return fail(
        about,
        `${lma} answers with Binding Error: ${bindingErrorStatuses.name(reaction.message.status)}`,
        'correct lma.address: that node is no local mobility anchor, or its mobility service is off',
      )
    case 'silence':
      return fail(about, `the LMA at ${lma} keeps silent`)
    case 'acknowledgement':
      if (outcome.accepted)
        return ok(
          about,
          `${endpoint.address} is an authorised MAG: a plain registration of ${request.node.id} is accepted`,
        )
      return fail(
        about,
        `a plain registration of ${request.node.id} from ${endpoint.address} is refused with ${statusName(outcome.status ?? 0)}`,
        refusalFix(outcome.status ?? 0, endpoint.address),
      )
  }
}

/** What to do about an error of the network on the way to the device. */
function icmpFix(error: IcmpError, lma: string): string {
  if (error.type === 4 && error.code === 1)
    return `start the device's mobility service: the host at ${lma} is there, but nothing listens for Mobility Headers`
  if (error.type === 1 && error.code === 1) return 'a filter on the way forbids it: permit IPv6 protocol 135'
  if (error.type === 1 && error.code === 0)
    return `a router on the way has no route to ${lma}: add one, or correct lma.address`
  if (error.type === 1 && error.code === 3)
    return `nobody has ${lma} on its link: correct lma.address, or start the device`
  if (error.type === 1) return `look at what is between here and ${lma}`
  return 'look at the device: it does not take the packet as a Mobility Header'
}

/** What to do about a refusal of a plain registration. */
export function refusalFix(status: number, address: string): string {
  const fixes: Readonly<Record<number, string>> = {
    128: 'see the log of the device for the reason',
    129: `let the device take registrations of nodes.multipath from ${address}`,
    130: 'give the device prefixes to assign; it has no resources left',
    152: 'authorise the nodes of nodes.multipath for network-based mobility, or correct the template',
    153: 'make the nodes of nodes.multipath known to the device, or correct the template',
    154: `make ${address} an authorised MAG of the device`,
    155: 'let the device assign prefixes itself (a PBU asks with the prefix ::)',
    156: 'synchronise the clocks of both sides (NTP)',
    157: 'wait until sessions of earlier runs have ended, or raise nodes.count',
  }
  return fixes[status] ?? 'the device must accept a plain registration of such a node'
}
