import type { CaseDefinition } from '../case/definition.js'
import { Lending } from '../case/lending.js'
import { LmaCase } from '../case/lma-case.js'
import { ObserveError, Observer, Operator, Stimuli, StimulusEnded } from '../link/index.js'
import { Mag, type MobileNode, NodePool, type Tag, unlearnedFacts } from '../roles/index.js'
import { calibrate } from './calibrate.js'
import { doubtObserve } from './doubt-observe.js'
import type { LifeSigns } from './health.js'
import type { Session, SessionOptions, Trial } from './session.js'

/** Short cases at a time: a quick device keeps us busy with so many. */
const SHORT_CASES = 8
/** A device that takes so long to answer keeps nobody busy, milliseconds. */
const SLOW_MS = 800

/** An LMA is under test: we are a MAG. */
export function openLmaSession(options: SessionOptions): Session {
  const { profile, link, clock, seed, onQuit } = options
  const facts = unlearnedFacts(profile.claims.timestamps)
  const nodes = new NodePool(profile, clock, 1 + (seed % profile.nodes.count))
  const mag = new Mag({ ...options, facts, nodes, firstSequence: (seed * 7919) & 0x7fff })
  let observer = profile.observe === undefined ? undefined : new Observer(profile.observe)
  const heartbeatMags = new Lending(link.endpoints.filter((e) => e.beside === 'heartbeat-mag'))
  const operator = new Operator(process.stdin, process.stderr)
  const stimuli = new Stimuli(profile, operator)
  let abandoned = false
  const cleanUp = (used: readonly MobileNode[], tag: Tag) => {
    if (!abandoned) mag.tidy(used, tag)
  }
  /** An earlier attempt has what there is little of, until the device has forgotten its nodes. */
  const freed = async ({ nodes: kinds = [] }: CaseDefinition) => {
    if (!kinds.includes('scarce')) return
    await mag.tidied()
    await nodes.rested('scarce')
  }
  return {
    signs: signsOf(mag),
    loss: mag.loss,
    learnLoss: () => mag.learnLoss({ step: 'does the path lose packets?' }),
    get shortCases() {
      return facts.answer < SLOW_MS ? SHORT_CASES : Number.POSITIVE_INFINITY
    },
    looksQuickly: true,
    async calibrate() {
      const calibration = await calibrate({ mag, nodes, profile, facts, clock })
      const [endpoint] = mag.endpoints
      if (observer === undefined || endpoint === undefined || options.ownObserve) return calibration
      const { answer } = profile.timing
      const doubt = await doubtObserve({ observer, mag, nodes, endpoint, clock, answer })
      if (doubt === undefined) return calibration
      options.onFault(new ObserveError(doubt))
      observer = undefined
      return calibration
    },
    restart: () => Promise.resolve(false), // no case asks for it
    async begin(definition, attempt) {
      if (attempt > 1) await freed(definition)
      if (definition.role !== 'lma') throw new RangeError(`${definition.id} is for a ${definition.role}`)
      const t = new LmaCase({
        id: definition.id,
        attempt,
        profile,
        mag,
        nodes,
        endpoints: link.endpoints,
        observer,
        clock,
        node: await nodes.take(),
        exchange: { full: attempt > 1 },
        heartbeatMags,
        stimuli,
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
        evidence: [],
        get steps() {
          return t.steps
        },
        get missed(): Trial['missed'] {
          const missed = mag.missed(definition.id, attempt)
          return missed === 'no' && t.listens ? 'perhaps' : missed
        },
        end: () => {
          t.end()
          cleanUp(t.used, { case: definition.id, attempt, step: 'clean-up' })
        },
      }
    },
    deviceTime: () => (facts.clockError > 0 ? clock.wall() + facts.clockOffset : undefined),
    abandon: () => {
      abandoned = true
    },
    tidied: () => mag.tidied(),
    close: () => operator.close(),
  }
}

function signsOf(mag: Mag): LifeSigns {
  return {
    expected: 'a plain valid registration of a fresh node is answered',
    async lives(tag) {
      const [endpoint] = mag.endpoints
      return endpoint !== undefined && (await mag.barrier(endpoint, tag)) !== undefined
    },
    lastSent: (id) => mag.lastAsked(id),
    otherCauses: () => [],
    get oldestUnanswered() {
      return mag.oldestUnanswered
    },
  }
}
