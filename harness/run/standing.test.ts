import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import type { CaseEnd } from '../model/index.js'
import type { Seen } from '../roles/index.js'
import type { Judged, RuleFinding, StandingRule } from '../rules/rule.js'
import { decode, timestampFromMs } from '../wire/index.js'
import type { PlanItem } from './plan.js'
import { makePlan } from './plan.js'
import { StandingJudge } from './standing.js'

const endpoint = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::1' }

function seen(frame: number, protocol = 135): Seen {
  const octets = Uint8Array.of(59, 1, 6, 0, 0, 0, frame, 0x20, 0, 1, 0, 75, 1, 2, 0, 0)
  const packet = { at: frame, endpoint, interface: 'wlan0', source: '2001:db8:ff::a', protocol, octets }
  return { packet, decoded: decode(octets), frame, request: undefined }
}

/** How a rule ends after frames 1 to 5; `judge` is given the frame number, which stands in octet 6. */
function ends(
  judge: (frame: number, judged: Judged) => readonly RuleFinding[] | undefined,
  {
    level = 'MUST',
    frames = [1, 2, 3, 4, 5],
    faults = [] as unknown[],
    time = undefined as number | undefined,
  } = {},
): CaseEnd {
  const rule: StandingRule = {
    id: 'LMA-5213-R-01',
    title: 'a rule',
    requirement: '5213/5.3.1-04',
    role: 'lma',
    judge: (judged) => judge(judged.octets[6] ?? 0, judged),
  }
  const items: readonly PlanItem[] = makePlan([], [rule], testProfile()).map((item) => ({
    ...item,
    planned: { ...item.planned, level },
  }))
  const standing = new StandingJudge(items, testProfile(), (fault) => faults.push(fault))
  for (const frame of frames) standing.see(seen(frame), time)
  standing.take()
  const [end] = standing.ends(1234)
  return end ?? expect.fail('no end')
}

const found = (code: string): readonly RuleFinding[] => [{ code, message: `wrong: ${code}` }]

describe('a standing rule', () => {
  it('passes with the count of the messages that it spoke of', () => {
    expect(ends((frame) => (frame > 2 ? [] : undefined))).to.deep.equal({
      id: 'LMA-5213-R-01',
      startedAt: 1234,
      durationMs: 0,
      attempts: 1,
      verdict: 'pass',
      reason: '3 messages judged',
      findings: [],
      frames: [],
    })
    expect(ends((frame) => (frame === 2 ? [] : undefined)).reason).to.equal('1 message judged')
  })

  it('fails with the first offending frame of each kind, and how many there were', () => {
    const end = ends((frame) => (frame === 1 ? [] : frame === 3 ? found('b') : found('a')))
    expect(end).to.include({ verdict: 'fail', blame: 'device', reason: 'wrong: a (first of 3)' })
    expect(end.findings).to.deep.equal([
      { severity: 'fail', code: 'a', message: 'wrong: a (first of 3)', frame: 2 },
      { severity: 'fail', code: 'b', message: 'wrong: b', frame: 3 },
    ])
    expect(end.frames).to.deep.equal([2, 3])
  })

  it('weighs what its requirement does, or less when the finding says so', () => {
    expect(ends(() => found('a'), { level: 'SHOULD' }).verdict).to.equal('warn')
    expect(ends(() => found('a').map((f) => ({ ...f, severity: 'note' as const }))).verdict).to.equal('pass')
    expect(ends(() => found('a'), { level: 'MAY' }).verdict).to.equal('pass')
  })

  it('is not applicable when no message was one that it speaks of', () => {
    expect(ends(() => undefined)).to.include({
      verdict: 'not-applicable',
      reason: 'none of the 5 messages of the device was one that it speaks of',
    })
  })

  it('is not run when no message came', () => {
    expect(ends(() => [], { frames: [] })).to.include({
      verdict: 'not-run',
      blame: 'lab',
      reason: 'the device sent no message',
    })
  })

  it('that throws is a fault of the suite, and harms no other', () => {
    const faults: unknown[] = []
    const end = ends(
      (frame) => {
        if (frame === 2) throw new Error('oh')
        return []
      },
      { faults },
    )
    expect(end.reason).to.equal('4 messages judged')
    expect(faults.map(String)).to.deep.equal(['Error: oh'])
  })

  it('knows addresses, edition, what is declared, and the device’s time as far as it is known', () => {
    const judged: Judged[] = []
    const look = (_: number, each: Judged) => {
      judged.push(each)
      return []
    }
    ends(look, { frames: [1] })
    ends(look, { frames: [1], time: 1_700_000_000_000 })
    const [without, with_] = judged
    expect(without).to.include({
      source: '2001:db8:ff::a',
      destination: endpoint.address,
      edition: 'rfc8278',
    })
    expect(without).not.to.have.property('deviceTime')
    expect(without?.declared?.paths).to.have.lengthOf(2)
    expect(with_?.deviceTime).to.equal(timestampFromMs(1_700_000_000_000))
  })

  it('looks at no ICMPv6', () => {
    const standing = new StandingJudge([], testProfile(), () => {})
    standing.see(seen(1, 58), undefined)
    expect(standing.take()).to.equal(undefined)
    standing.see(seen(1), undefined)
    expect(standing.take()?.messages).to.equal(1)
    expect(standing.take(), 'taken once').to.equal(undefined)
  })
})
