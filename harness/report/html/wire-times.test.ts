import { expect } from 'chai'
import type { CaptureEntry } from '../../model/index.js'
import { packet } from '../fixture.js'
import { atWireTimes } from './wire-times.js'

const wire = { time: '0', interface: 'wlan0', link: 1, octets: '' }

describe('times of the packets in report.html', () => {
  const packets = [packet(1, { at: 100 }), packet(2, { at: 90 }), packet(3, { at: 105 })]

  it('are those of the capture', () => {
    const captured = packets.map(
      (each, i): CaptureEntry => ({
        wire,
        packet: each,
        timeNs: 1_700_000_000_000_000_000n + BigInt(i) * 2_500_000n,
      }),
    )
    expect(atWireTimes({ packets, captured }).map(({ frame, at }) => [frame, at])).to.deep.equal([
      [1, 100],
      [2, 102.5],
      [3, 105],
    ])
  })

  it('are those of the journal where nothing was captured', () => {
    const captured = packets.map((each): CaptureEntry => ({ packet: each, timeNs: 0n }))
    expect(atWireTimes({ packets, captured })).to.deep.equal(packets)
  })
})
