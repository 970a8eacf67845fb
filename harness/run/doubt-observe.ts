import { type Clock, type Endpoint, ObserveError, type Observer } from '../link/index.js'
import type { Mag, NodePool } from '../roles/index.js'

/** An adapter may ask a box that takes a moment to list what it has just accepted. */
const AGAIN_MS = 500

export interface Doubted {
  readonly observer: Observer
  readonly mag: Mag
  readonly nodes: NodePool
  readonly endpoint: Endpoint
  readonly clock: Clock
  /** Longest time an answer may take. */
  readonly answer: number
}

/**
 * Why what `observe` prints is not to be believed: it does not list a binding that has just been accepted. An adapter
 * that reads the wrong table would otherwise have the device fail by dozens of cases. Undefined when all is well, or
 * when it fails by itself, which each case that looks then tells.
 */
export async function doubtObserve(doubted: Doubted): Promise<string | undefined> {
  const { observer, mag, nodes, endpoint, clock, answer: ms } = doubted
  const tag = { step: 'calibration: does observe list a binding?' }
  const node = await nodes.take()
  try {
    const answer = await mag.insist(node, endpoint, 'register', {}, tag, 2, ms)
    if (answer?.accepted !== true) return undefined
    for (const last of [false, true]) {
      const listed = await observer.read()
      const found = listed.find(({ id }) => id === node.id)
      if (found?.bindings.some(({ careOf }) => careOf === endpoint.address)) return undefined
      if (last)
        return `observe lists ${listed.length} mobile nodes${found === undefined ? ', but not' : ', and'} ${node.id}${found === undefined ? '' : ` without its binding to ${endpoint.address}`}, whose registration was just accepted: it is not believed in this run, cases go by the wire as far as that tells; make it print the binding cache as it is (\`pmipspec doctor\` looks at it)`
      await clock.sleep(AGAIN_MS)
    }
    return undefined
  } catch (error) {
    if (error instanceof ObserveError) return undefined
    throw error
  } finally {
    mag.tidy([node], tag)
  }
}
