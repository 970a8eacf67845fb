import { expect } from 'chai'
import { decode } from '../../wire/index.js'
import type { LmaConfig } from '../config.js'
import { ReferenceLma } from '../lma.js'
import { ManualClock } from '../testing/bench.js'
import { type MagBehaviours, magAlternatives } from './behaviours.js'
import type { MagConfig } from './config.js'
import { ReferenceMag } from './mag.js'
import { LMAA, LTE, MN, WLAN } from './testing/bench.js'

/** The gateway and the anchor with a line of 5 ms between them. */
class Line {
  readonly clock = new ManualClock()
  readonly statuses: number[] = []
  readonly mag: ReferenceMag
  readonly lma: ReferenceLma

  constructor(
    lma: Partial<LmaConfig> = {},
    behaviours: Partial<MagBehaviours> = {},
    mag: Partial<MagConfig> = {},
  ) {
    const world = { clock: this.clock, random: () => 0.25 }
    const later = (deliver: () => void) => void this.clock.setTimer(5, deliver)
    this.lma = new ReferenceLma(
      { config: { address: LMAA, mags: [WLAN, LTE], ...lma } },
      {
        ...world,
        send: (packet) => {
          const { message } = decode(packet.octets)
          if (message.kind === 'binding-acknowledgement') this.statuses.push(message.status)
          later(() => this.mag.receive(packet))
        },
      },
    )
    const paths = [
      { name: 'wlan', address: WLAN, accessTechnology: 4, label: 9 },
      { name: 'lte', address: LTE, accessTechnology: 8, label: 11 },
    ]
    this.mag = new ReferenceMag(
      { config: { lma: LMAA, magId: 'mag-1@example.net', paths, ...mag }, behaviours },
      { ...world, send: (packet) => later(() => this.lma.receive(packet)) },
    )
  }

  /** Bindings as one of the two lists them: `bid@careOf`. */
  at(end: ReferenceMag | ReferenceLma): readonly string[] {
    const { mobileNodes } = end.bindings()
    return mobileNodes.flatMap((n) => n.bindings.map((b) => `${b.bid}@${b.careOf}`)).sort()
  }
}

const both = [`1@${WLAN}`, `2@${LTE}`]

/** A MAG that never has a second path has nothing to show here. */
const severalPaths = magAlternatives().filter(({ name }) => name !== 'further-paths')

describe('reference MAG and reference LMA together', () => {
  for (const { name, choice } of [{ name: 'discovery', choice: 'each-node' }, ...severalPaths])
    it(`${name}=${choice}: two paths, refreshed, lost and back, and gone`, () => {
      const line = new Line({}, { [name]: choice })
      line.mag.attach(MN)
      line.clock.pass(1000)
      expect(line.at(line.lma), 'attached').to.deep.equal(both)
      expect(line.at(line.mag), 'attached').to.deep.equal(both)
      line.mag.refresh(MN)
      line.clock.pass(1000)
      line.clock.pass(900_000)
      expect(line.at(line.lma), 'refreshed').to.deep.equal(both)
      line.mag.pathDown('wlan')
      line.clock.pass(400_000)
      expect(line.at(line.lma), 'path lost').to.deep.equal([both[1]])
      line.mag.pathUp('wlan')
      line.clock.pass(1000)
      expect(line.at(line.lma), 'path back').to.deep.equal(both)
      expect(line.at(line.mag), 'path back').to.deep.equal(both)
      line.mag.detach(MN)
      line.clock.pass(20_000)
      expect(line.at(line.lma), 'gone').to.deep.equal([])
      expect(line.at(line.mag), 'gone').to.deep.equal([])
      expect([...new Set(line.statuses)]).to.deep.equal([0])
    })

  for (const multipath of ['off', 'legacy'] as const)
    it(`one path with an LMA where multipath is ${multipath}`, () => {
      const line = new Line({ multipath })
      line.mag.attach(MN)
      line.clock.pass(900_000)
      expect(line.at(line.lma)).to.deep.equal([`null@${WLAN}`])
      expect(line.at(line.mag)).to.deep.equal([`null@${WLAN}`])
      line.mag.pathDown('wlan')
      line.clock.pass(1000)
      expect(line.at(line.lma)).to.deep.equal([`null@${LTE}`])
      line.mag.detach(MN)
      line.clock.pass(20_000)
      expect(line.at(line.lma)).to.deep.equal([])
    })

  it('the draft, and paths registered at once', () => {
    const draft = new Line({ edition: 'draft-06' }, {}, { edition: 'draft-06' })
    draft.mag.attach(MN)
    draft.clock.pass(1000)
    expect(draft.at(draft.lma)).to.deep.equal(both)
    const known = new Line({}, {}, { lmaSupportsMultipath: true })
    known.mag.attach(MN)
    known.clock.pass(1000)
    expect(known.at(known.lma)).to.deep.equal(both)
  })
})
