import { expect } from 'chai'
import type { Run } from '../model/index.js'
import { ReportError } from '../report/index.js'
import { wordFailure } from './failure.js'

describe('what a command threw', () => {
  const reports = (error: Error) => new ReportError([{ file: 'junit.xml', error }], {} as Run)
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' })

  it('is a fault of ours unless it is known', () => {
    expect(wordFailure(new Error('what?'))).to.include({ code: 4 })
    expect(wordFailure(reports(new TypeError('undefined is no function')))).to.include({ code: 4 })
  })

  it('is trouble of the host when reports do not fit its disk', () => {
    expect(wordFailure(reports(full))).to.include({
      code: 3,
      message: 'could not write junit.xml: ENOSPC: no space left on device, write',
    })
  })
})
