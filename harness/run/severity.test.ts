import { expect } from 'chai'
import type { Finding } from '../model/index.js'
import { reasonFrom, severityOf, verdictFrom } from './severity.js'

const finding = (severity: Finding['severity'], message = 'it', got?: string): Finding => ({
  severity,
  code: 'x',
  message,
  ...(got !== undefined && { got }),
})

describe('severity', () => {
  it('is what the level of the requirement says', () => {
    for (const level of ['MUST', 'MUST NOT', 'FMT', 'DEF']) expect(severityOf(level), level).to.equal('fail')
    for (const level of ['SHOULD', 'SHOULD NOT', 'DECL']) expect(severityOf(level), level).to.equal('warn')
    expect(severityOf('MAY')).to.equal('note')
  })

  it('of a level that is not known is a mistake, not a pass', () => {
    expect(() => severityOf('must')).to.throw(RangeError, 'unknown level must')
  })
})

describe('the verdict of findings', () => {
  it('is the worst that any of them says', () => {
    expect(verdictFrom([])).to.equal('pass')
    expect(verdictFrom([finding('note')])).to.equal('pass')
    expect(verdictFrom([finding('note'), finding('warn')])).to.equal('warn')
    expect(verdictFrom([finding('warn'), finding('inconclusive')])).to.equal('inconclusive')
    expect(verdictFrom([finding('inconclusive'), finding('fail'), finding('warn')])).to.equal('fail')
  })

  it('comes with the first finding that caused it', () => {
    const findings = [finding('warn', 'a'), finding('fail', 'b', '1'), finding('fail', 'c')]
    expect(reasonFrom(findings)).to.equal('b; got 1')
    expect(reasonFrom([finding('inconclusive', 'a')])).to.equal('a')
  })

  it('tells with a pass what was seen, if anything', () => {
    expect(reasonFrom([])).to.equal('as required')
    expect(reasonFrom([finding('note', 'the answer was', 'silence')])).to.equal('the answer was: silence')
    expect(reasonFrom([finding('note', 'seen')])).to.equal('seen')
  })
})
