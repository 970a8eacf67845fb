import {
  type Clock,
  type Link,
  type Stimuli,
  StimulusEnded,
  StimulusError,
  StimulusMissing,
  StimulusSkipped,
  type StimulusTarget,
} from '../../link/index.js'
import { stimuli as known, type Profile, type Stimulus } from '../../model/index.js'
import { countingTrace, Handoff, Lma, type MobileNode, NodePool, type Pbu } from '../../roles/index.js'
import { visible } from '../../wire/index.js'
import { type Check, fail, ok, warn } from './check.js'

/** Without these most cases are inconclusive; the others serve a few. */
const usual: readonly Stimulus[] = ['attach', 'detach', 'path-up', 'path-down', 'refresh']

/** After a path is taken down the MAG may de-register it, or say nothing: it is given so long. */
const LOOK_MS = 1000

/** What the profile says of stimuli. */
export function declaredStimuli(profile: Profile, areTried: boolean): Check {
  const about = 'stimuli'
  const declared = known.filter(
    (name) => profile.stimulus[name] !== undefined || profile.stimulusSocket !== undefined,
  )
  const missing = usual.filter((name) => !declared.includes(name))
  if (declared.length === 0)
    return warn(
      about,
      'none is declared, so the MAG can be made to send nothing and most cases are inconclusive',
      `declare ${usual.join(', ')} in the profile`,
    )
  if (missing.length > 0)
    return warn(
      about,
      `not declared: ${missing.join(', ')}; cases that need one are inconclusive`,
      'declare them in the profile',
    )
  return ok(
    about,
    `declared: ${declared.join(', ')}${areTried ? '' : '; not tried: doctor --stimuli gives each once'}`,
  )
}

/** Gives each stimulus once, as a run does, and looks what the MAG does. Leaves nothing attached and no path down. */
export async function* tryStimuli(
  profile: Profile,
  link: Link,
  stimuli: Stimuli,
  clock: Clock,
): AsyncGenerator<Check> {
  const trial = new Trial(profile, link, stimuli, clock)
  try {
    yield* trial.whole()
  } catch (error) {
    if (!(error instanceof StimulusEnded)) throw error
    trial.isEnded = true
    yield warn('stimuli', error.message)
  } finally {
    await trial.tidy()
  }
}

class Trial {
  isEnded = false
  readonly #lma: Lma
  readonly #nodes: NodePool
  #attached: MobileNode | undefined
  #down: string | undefined

  constructor(
    private readonly profile: Profile,
    link: Link,
    private readonly stimuli: Stimuli,
    private readonly clock: Clock,
  ) {
    const onFault = (error: unknown) => {
      throw error
    }
    this.#lma = new Lma({ profile, link, clock, trace: countingTrace(), onFault })
    // Not always the same nodes, so that sessions of an earlier run are not met.
    this.#nodes = new NodePool(profile, clock, 1 + (Math.floor(clock.wall()) % profile.nodes.count))
  }

  async *whole(): AsyncGenerator<Check> {
    const node = await this.#take()
    const attached = await this.#attach('attach', node)
    yield attached
    if (attached.status === 'fail') return
    if (this.stimuli.has('refresh'))
      yield await this.#try('refresh', node, {
        expected: 'a refresh',
        where: (pbu) => pbu.isRefresh,
        fix: 'the command must make the MAG extend the lifetime of the session at once',
      })
    yield* this.#path(node)
    if (this.stimuli.has('detach')) yield await this.#detach(node)
    for (const [name, indicator] of [
      ['attach-other-interface', Handoff.betweenInterfaces],
      ['attach-other-mag', Handoff.betweenMags],
    ] as const)
      if (this.stimuli.has(name)) {
        const other = await this.#take()
        yield await this.#attach(name, other, indicator)
        await this.tidy()
      }
    if (this.stimuli.has('restart')) yield* this.#restart()
  }

  /** Whatever was attached is detached, and the path that was taken down is brought up. */
  async tidy(): Promise<void> {
    const [node, path] = [this.#attached, this.#down]
    this.#attached = undefined
    this.#down = undefined
    if (this.isEnded) return
    try {
      if (path !== undefined) await this.stimuli.give('path-up', { path })
      if (node !== undefined && this.stimuli.has('detach'))
        await this.stimuli.give('detach', { node: node.id })
    } catch (error) {
      if (wordRefusal('', error) === undefined) throw error // it was told when it was tried
    }
  }

  /** A node whose PBUs are answered as they should be. */
  async #take(): Promise<MobileNode> {
    const node = await this.#nodes.take()
    this.#lma.hold(node.id, (step) => ({ step }))
    this.#lma.answering(node.id, {})
    return node
  }

  async #attach(name: Stimulus, node: MobileNode, indicator?: number): Promise<Check> {
    const about = `stimulus.${name}`
    this.#attached = node
    const begun = this.clock.now()
    const refused = await this.#give(name, { node: node.id })
    if (refused !== undefined) return refused
    const pbu = await this.#next(node, begun, () => true)
    const { address } = this.profile.lma
    if (pbu === undefined)
      return fail(
        about,
        `the MAG was told to attach ${node.id}, and no Proxy Binding Update for it came to ${address} within ${this.#patience()}${this.#strangers(begun)}`,
        `check that the command reaches the MAG, that the MAG knows ${node.id}, that ${address} is its LMA, and that it has a route there`,
      )
    if (pbu.declared === undefined)
      return fail(
        about,
        `the Proxy Binding Update for ${node.id} came from ${pbu.source}, which is no path of the profile`,
        "put the MAG's proxy care-of addresses under paths",
      )
    const says = `the MAG registers ${node.id} on ${pbu.path}, ${this.#after(pbu, begun)}`
    if (indicator !== undefined && pbu.handoffIndicator !== indicator)
      return warn(
        about,
        `${says}, with handoff indicator ${pbu.handoffIndicator ?? 'none'}, where ${indicator} is expected`,
        'the command must tell the MAG where the node comes from; if it does, a run will judge it',
      )
    return ok(about, says)
  }

  async *#path(node: MobileNode): AsyncGenerator<Check> {
    const path = this.profile.paths.at(-1)?.name
    if (path === undefined) return
    if (this.stimuli.has('path-down')) {
      const begun = this.clock.now()
      this.#down = path
      const refused = await this.#give('path-down', { path })
      if (refused === undefined) {
        await this.clock.sleep(LOOK_MS)
        const came = this.#lma.log(node.id).filter((pbu) => pbu.at >= begun)
        const what = came.length === 0 ? 'no Proxy Binding Update' : came.map(wordPbu).join(', ')
        yield ok('stimulus.path-down', `${path} was taken down; then came ${what}`)
      } else yield refused
    }
    if (!this.stimuli.has('path-up')) return
    this.#down = undefined
    yield await this.#try(
      'path-up',
      node,
      {
        expected: `a registration on ${path}`,
        where: (pbu) => pbu.path === path && pbu.isRegistration,
        fix: `a MAG with several paths registers a path again when it comes back: check that the command names ${path} as the MAG does`,
      },
      { path },
    )
  }

  #detach(node: MobileNode): Promise<Check> {
    this.#attached = undefined
    return this.#try('detach', node, {
      expected: 'a de-registration',
      where: (pbu) => pbu.isDeregistration,
      fix: 'check that the command reaches the MAG; some MAGs wait before they de-register, then timing.answer must be longer',
    })
  }

  async *#restart(): AsyncGenerator<Check> {
    const refused = await this.#give('restart', {})
    if (refused !== undefined) {
      yield refused
      return
    }
    const until = this.clock.now() + this.profile.timing.recovery
    let last: Check
    do {
      last = await this.#attach('attach', await this.#take())
      await this.tidy()
    } while (last.status === 'fail' && this.clock.now() < until)
    yield last.status === 'fail'
      ? warn('stimulus.restart', `after it: ${last.says}`, 'raise timing.recovery if the MAG takes longer')
      : ok('stimulus.restart', `after it ${last.says}`)
  }

  /** Gives a stimulus, and waits for what it should bring; a MAG that does not bring it can be tested all the same. */
  async #try(
    name: Stimulus,
    node: MobileNode,
    { expected, where, fix }: { expected: string; where: (pbu: Pbu) => boolean; fix: string },
    target: StimulusTarget = { node: node.id },
  ): Promise<Check> {
    const about = `stimulus.${name}`
    const begun = this.clock.now()
    const refused = await this.#give(name, target)
    if (refused !== undefined) return refused
    const pbu = await this.#next(node, begun, where)
    if (pbu === undefined)
      return warn(about, `the MAG was told, and ${expected} did not come within ${this.#patience()}`, fix)
    return ok(about, `brings ${wordPbu(pbu)}, ${this.#after(pbu, begun)}`)
  }

  #next(node: MobileNode, since: number, where: (pbu: Pbu) => boolean): Promise<Pbu | undefined> {
    return this.#lma.next(
      { node: node.id, where: (pbu) => pbu.at >= since && where(pbu) },
      this.profile.timing.attach,
    )
  }

  /** Why it could not be given; undefined when it was. */
  async #give(name: Stimulus, target: StimulusTarget): Promise<Check | undefined> {
    try {
      await this.stimuli.give(name, target)
      return undefined
    } catch (error) {
      const check = wordRefusal(`stimulus.${name}`, error)
      if (check === undefined) throw error
      return check
    }
  }

  #after(pbu: Pbu, begun: number): string {
    return `${Math.round(pbu.at - begun)} ms after it was told`
  }

  #patience(): string {
    return `${this.profile.timing.attach / 1000} s (timing.attach)`
  }

  #strangers(since: number): string {
    const last = this.#lma.strangers(since).at(-1)
    if (last === undefined) return ''
    return `; what came was one for ${last.nodeId === undefined ? 'no node (it has no MN-ID)' : visible(last.nodeId)}`
  }
}

function wordRefusal(about: string, error: unknown): Check | undefined {
  if (error instanceof StimulusError)
    return fail(
      about,
      error.message,
      'try the command by hand in the folder of the profile: it must end with exit code 0 once the MAG has been told',
    )
  if (error instanceof StimulusMissing || error instanceof StimulusSkipped) return warn(about, error.message)
  return undefined
}

function wordPbu(pbu: Pbu): string {
  const what = pbu.isDeregistration ? 'de-registration' : pbu.isRefresh ? 'refresh' : 'registration'
  return `a ${what} on ${pbu.path}`
}
