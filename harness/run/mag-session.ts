import { tell } from '../case/give-stimulus.js'
import { MagCase } from '../case/mag-case.js'
import { Operator, Stimuli, StimulusEnded, StimulusError, StimulusMissing } from '../link/index.js'
import type { Stimulus } from '../model/index.js'
import { Lma, type MobileNode, NodePool, type Tag, unlearnedMagFacts } from '../roles/index.js'
import { visible } from '../wire/index.js'
import { calibrateMag } from './calibrate-mag.js'
import type { Session, SessionOptions, Trial } from './session.js'

/** No clean-up waits longer for a de-registration after its stimulus. */
const LEAVING_MS = 1000

/** A node that is attached is registered so soon where a stimulus is no process on another host, and no operator. */
const QUICK_MS = 100

/** Between two looks for a device that cannot be told anything. */
const PAUSE_MS = 500

/** A MAG is under test: we are an LMA, and its operator. */
export function openMagSession(options: SessionOptions): Session {
  const { profile, clock, seed, onFault, onQuit } = options
  const facts = unlearnedMagFacts(profile.timing.attach)
  const nodes = new NodePool(profile, clock, 1 + (seed % profile.nodes.count))
  const lma = new Lma(options)
  const operator = new Operator(process.stdin, process.stderr)
  const stimuli = new Stimuli(profile, operator)
  const tidying = new Set<Promise<void>>()
  /** What could not be cleaned up: trouble of the lab, unless the device turns out to be dead. */
  const left: string[] = []
  let abandoned = false

  const give = async (name: Stimulus, target: { readonly node?: string; readonly path?: string }) => {
    try {
      await stimuli.give(name, target)
      return true
    } catch (error) {
      if (error instanceof StimulusEnded) abandoned = true
      else if (error instanceof StimulusError) left.push(error.message)
      else if (!(error instanceof StimulusMissing)) onFault(error)
      return false
    }
  }
  /** Answers the node like any other from now on, and has it detached. */
  const leave = async (node: MobileNode, attached: boolean, tag: (step: string) => Tag) => {
    const begun = clock.now()
    lma.hold(node.id, tag)
    lma.answering(node.id, {})
    if (attached && !abandoned) await give('detach', { node: node.id })
    const gone = () => lma.log(node.id).some((pbu) => pbu.isDeregistration && pbu.at >= begun)
    const until = clock.now() + Math.min(LEAVING_MS, facts.attach, facts.reaction)
    const leaves = attached && facts.deregisters && lma.sessions.of(node.id) !== undefined
    while (leaves && !abandoned && !gone() && clock.now() < until) await clock.sleep(20)
    lma.release(node.id)
    nodes.rest(node)
  }
  const beside = (work: Promise<void>) => {
    const done = work.catch(onFault).finally(() => tidying.delete(done))
    tidying.add(done)
  }

  return {
    signs: {
      expected: 'a node that is attached is registered',
      async lives(tag) {
        const node = await nodes.take()
        const named = (step: string): Tag => ({ ...tag, step: `${tag.step} ${step}` })
        lma.hold(node.id, named)
        lma.answering(node.id, {})
        try {
          await tell(() => stimuli.give('attach', { node: node.id }), lma.sight({ node: node.id }))
          return (await lma.next({ node: node.id }, facts.attach)) !== undefined
        } catch (error) {
          // A MAG that is gone cannot be told anything either.
          if (!(error instanceof StimulusError)) throw error
          left.push(error.message)
          await clock.sleep(PAUSE_MS)
          return false
        } finally {
          beside(leave(node, true, named))
        }
      },
      lastSent: (id) => lma.lastSent(id),
      otherCauses: () =>
        left.slice(-1).map((said) => `the stimulus does not reach the MAG: ${visible(said)}`),
      oldestUnanswered: undefined,
    },
    loss: lma.loss,
    // Each node that comes and goes tells: what is not known after calibration will not be before long.
    learnLoss: () => Promise.resolve(),
    shortCases: Number.POSITIVE_INFINITY, // they wait for the MAG most of the time
    get looksQuickly() {
      return facts.registers <= QUICK_MS
    },
    calibrate: () => calibrateMag({ lma, nodes, stimuli, profile, facts, clock, leave, beside }),
    async restart() {
      const given = await give('restart', {})
      if (abandoned) onQuit()
      return given
    },
    async begin(definition, attempt, { alone, restarted, guard }) {
      if (definition.role !== 'mag') throw new RangeError(`${definition.id} is for a ${definition.role}`)
      const tag = (step: string): Tag => ({ case: definition.id, attempt, step })
      const node = await nodes.take()
      const t = new MagCase({
        id: definition.id,
        attempt,
        profile,
        facts,
        lma,
        stimuli,
        nodes,
        clock,
        node,
        alone,
        restarted,
        guard,
      })
      return {
        async run() {
          try {
            await definition.body(t)
          } catch (error) {
            if (error instanceof StimulusEnded) onQuit()
            throw error
          }
        },
        get evidence() {
          return t.notes
        },
        get steps() {
          return t.steps
        },
        get missed(): Trial['missed'] {
          return 'perhaps' // an answer of ours that was lost looks like one that the MAG does not take
        },
        end() {
          t.end()
          const cleanUp = async () => {
            await t.told.catch((error) => void (error instanceof StimulusEnded && onQuit()))
            for (const path of t.down) if (!abandoned) await give('path-up', { path })
            await Promise.all(t.used.map((used) => leave(used, t.attached.has(used), tag)))
          }
          beside(cleanUp())
        },
      }
    },
    deviceTime: () => undefined,
    abandon: () => {
      abandoned = true
    },
    async tidied() {
      while (tidying.size > 0) await Promise.all(tidying)
    },
    close() {
      operator.close()
      const [first] = left
      if (first === undefined || abandoned) return
      const more = left.length === 1 ? '' : ` (and ${left.length - 1} more)`
      onFault(new StimulusError(`${first}${more}`))
    },
  }
}
