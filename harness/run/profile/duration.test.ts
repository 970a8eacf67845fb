import { expect } from 'chai'
import { parseDuration } from './duration.js'

describe('parseDuration', () => {
  const good: readonly (readonly [string | number, number])[] = [
    ['300ms', 300],
    ['1s', 1000],
    ['1.5s', 1500],
    ['4.35s', 4350],
    ['2m', 120_000],
    ['0ms', 0],
    [250, 250],
    [0.4, 0],
  ]
  for (const [written, milliseconds] of good) {
    it(`reads ${JSON.stringify(written)} as ${milliseconds} ms`, () => {
      expect(parseDuration(written)).to.equal(milliseconds)
    })
  }

  const bad = ['', 's', '1', '1 s', '-1s', '1.s', '.5s', '1h', '1S', '1e3ms', '1s ', '1s\n', -1, Number.NaN]
  for (const written of [...bad, Number.POSITIVE_INFINITY, `${'9'.repeat(400)}s`, null, true, ['1s']]) {
    it(`refuses ${String(written).slice(0, 20) || '""'} (${typeof written})`, () => {
      expect(parseDuration(written)).to.equal(undefined)
    })
  }
})
