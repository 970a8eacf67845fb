import { expect } from 'chai'
import {
  isAccepted,
  lastAssignedStatus,
  Status,
  statusCode,
  statusCodes,
  statusName,
} from './status-codes.js'

describe('status codes', () => {
  it('cover 0 to 180', () => {
    expect(statusCodes).to.have.length(181)
    expect(lastAssignedStatus).to.equal(180)
    const unassigned = statusCodes.flatMap(({ inPba }, value) => (inPba === 'unassigned' ? [value] : []))
    expect(unassigned).to.deep.equal(Array.from({ length: 121 }, (_, index) => index + 7))
  })

  it('have one name each', () => {
    const values = Object.values<number>(Status)
    expect(new Set(values).size).to.equal(values.length)
    for (const [name, value] of Object.entries(Status)) expect(statusCode(value).name).to.equal(name)
  })

  it('are printed with their number', () => {
    expect(statusName(153)).to.equal('NOT_LMA_FOR_THIS_MOBILE_NODE (153)')
    expect(statusName(180)).to.equal('CANNOT_SUPPORT_MULTIPATH_BINDING (180)')
    expect(statusName(200)).to.equal('unassigned (200)')
  })

  it('reject from 128 on, unknown values too', () => {
    expect([0, 6, 127].map(isAccepted)).to.deep.equal([true, true, true])
    expect([128, 180, 255].map(isAccepted)).to.deep.equal([false, false, false])
  })

  it('tell which belong into a PBA', () => {
    const of = (wanted: string): readonly number[] =>
      statusCodes.flatMap(({ inPba }, value) => (inPba === wanted ? [value] : []))
    expect(of('should')).to.deep.equal([2, 180])
    expect(of('may')).to.deep.equal([6, 139, 174, 175, 177, 179])
    expect(of('must')).to.deep.equal([
      0, 3, 128, 129, 130, 135, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 170, 171,
      172, 173, 178,
    ])
    expect(statusCode(166)).to.deep.equal({ name: 'MCOA_PROHIBITED', rfc: '5648 §4.4', inPba: 'no' })
  })
})
