import { tell } from '../case/give-stimulus.js'
import { type Clock, type Stimuli, StimulusError, StimulusMissing, StimulusSkipped } from '../link/index.js'
import type { Calibration, Profile } from '../model/index.js'
import type { Lma, MagFacts, MobileNode, NodePool, Pbu, Tag } from '../roles/index.js'
import { visible } from '../wire/index.js'
import { BaselineFailed } from './baseline.js'

export interface MagCalibrator {
  readonly lma: Lma
  readonly nodes: NodePool
  readonly stimuli: Stimuli
  readonly profile: Profile
  readonly facts: MagFacts
  readonly clock: Clock
  /** Has a node detached and gives it back. */
  leave(node: MobileNode, attached: boolean, tag: (step: string) => Tag): Promise<void>
  /** Goes on beside whatever runs next. */
  beside(work: Promise<void>): void
}

const SAMPLES = 3
/** Samples in which a message got lost tell nothing of how long the MAG takes: so many at most. */
const MOST_SAMPLES = 9
const TRIES = 2
/** A stimulus goes through a process or an operator, a registration through the MAG: never less than that. */
const LEAST_ATTACH = 2000
const LEAST_REACTION = 300
const tag = (step: string): Tag => ({ step: `calibration: ${step}` })

interface Sample {
  /** Milliseconds from the stimulus to the PBU. */
  readonly attach: number
  /** From our answer to the PBU of the second path; none when there was none. */
  readonly second: number | undefined
  readonly deregistered: boolean
  /** The MAG repeated itself: a message of either side was lost, or the MAG took its time. */
  readonly disturbed: boolean
}

/**
 * Learns the MAG by harmless exchanges: that it registers a node it is told to attach, how long that takes, whether it
 * brings a second path, and whether it de-registers. Writes what it learns into the facts.
 */
export async function calibrateMag(calibrator: MagCalibrator): Promise<Calibration> {
  const { facts, profile, stimuli } = calibrator
  const notes: string[] = []
  if (!stimuli.has('detach')) notes.push('no stimulus.detach: nodes stay attached when their case is over')
  try {
    const samples: Sample[] = []
    const wanted = stimuli.isManual('attach') ? 1 : SAMPLES
    const calm = () => samples.filter((s) => !s.disturbed)
    while (calm().length < wanted && samples.length < (wanted === 1 ? 1 : MOST_SAMPLES))
      samples.push(await sample(calibrator))
    learn(facts, profile, calm().length > 0 ? calm() : samples, notes)
    const times = samples.map((s) => s.attach)
    return {
      answerMs: { median: round(median(times)), max: round(Math.max(...times)) },
      ...told(facts, notes),
    }
  } catch (error) {
    if (error instanceof StimulusError) throw new BaselineFailed(error.message)
    if (!(error instanceof StimulusMissing || error instanceof StimulusSkipped)) throw error
    notes.push(`nothing was learned of the MAG: ${error.message}`)
    return told(facts, notes)
  }
}

function told(facts: MagFacts, notes: readonly string[]): Calibration {
  return { budgets: { attach: round(facts.attach), reaction: round(facts.reaction) }, notes }
}

function learn(facts: MagFacts, profile: Profile, samples: readonly Sample[], notes: string[]): void {
  const { timing, claims, paths } = profile
  const slowest = Math.max(...samples.map((s) => s.attach))
  facts.registers = slowest
  facts.attach = Math.min(Math.max(LEAST_ATTACH, 8 * slowest), timing.attach)
  const seconds = samples.flatMap(({ second }) => (second === undefined ? [] : [second]))
  facts.secondPath = seconds.length === samples.length
  facts.reaction = facts.secondPath
    ? Math.min(Math.max(LEAST_REACTION, 8 * Math.max(...seconds)), timing.attach)
    : timing.answer
  facts.deregisters = samples.some((s) => s.deregistered)
  if (claims.multipath && paths.length > 1 && !facts.secondPath)
    notes.push('no second path was registered after an answer that allows multipath')
  if (!facts.deregisters) notes.push('a node that is detached is not de-registered at once')
}

/** Attaches a node, answers everything it brings, detaches it. */
async function sample(calibrator: MagCalibrator): Promise<Sample> {
  const { lma, nodes, stimuli, profile, clock } = calibrator
  let wrong = ''
  for (let i = 0; i < TRIES; i++) {
    const node = await nodes.take()
    lma.hold(node.id, tag)
    let left = false
    try {
      const begun = clock.now()
      const attaching = await tell(
        () => stimuli.give('attach', { node: node.id }),
        lma.sight({ node: node.id }),
      )
      const pbu = await lma.next({ node: node.id }, profile.timing.attach)
      if (pbu === undefined) {
        wrong = wordStrangers(lma.strangers(begun))
        continue
      }
      checkSource(pbu, profile)
      const attach = pbu.at - begun
      const second = await secondPath(calibrator, node, pbu)
      const disturbed = lma.log(node.id).some((p) => p.path === pbu.path && p !== pbu && p.isRegistration)
      if (!stimuli.has('detach')) return { attach, second, deregistered: false, disturbed }
      left = true
      lma.answering(node.id, {})
      await attaching.ended
      const leaving = clock.now()
      const isGone = (p: Pbu) => p.isDeregistration && p.at >= leaving
      await stimuli.give('detach', { node: node.id })
      const gone = await lma.next({ node: node.id, where: isGone }, profile.timing.answer)
      return { attach, second, deregistered: gone !== undefined, disturbed }
    } finally {
      calibrator.beside(calibrator.leave(node, !left, tag))
    }
  }
  throw new BaselineFailed(
    `the MAG sends no Proxy Binding Update for a node it was told to attach: nothing came to ${profile.lma.address} within ${profile.timing.attach / 1000} s, ${TRIES} times${wrong}; check stimulus.attach, that the MAG knows these nodes (nodes.multipath), and that ${profile.lma.address} is its LMA`,
  )
}

async function secondPath({ lma, profile, clock }: MagCalibrator, node: MobileNode, first: Pbu) {
  await lma.answer(first, {}, tag('answer to the first PBU'))
  lma.answering(node.id, {}) // should it come again
  const answered = clock.now()
  if (!profile.claims.multipath || profile.paths.length < 2) return undefined
  const other = { node: node.id, where: (p: Pbu) => p.path !== first.path }
  const pbu = await lma.next(other, profile.timing.answer)
  if (pbu === undefined) return undefined
  return Math.max(0, pbu.at - answered)
}

function checkSource(pbu: Pbu, profile: Profile): void {
  if (pbu.declared !== undefined) return
  const addresses = profile.paths.map((p) => p.address).join(', ')
  throw new BaselineFailed(
    `the MAG sends its Proxy Binding Updates from ${pbu.source}, and the profile declares ${addresses}: put its proxy care-of addresses under paths`,
  )
}

function wordStrangers(strangers: readonly Pbu[]): string {
  const last = strangers.at(-1)
  if (last === undefined) return ''
  const whom = last.nodeId === undefined ? 'no node (it has no MN-ID)' : visible(last.nodeId)
  return `; what came was a Proxy Binding Update for ${whom}`
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}
