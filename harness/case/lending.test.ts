import { expect } from 'chai'
import { Lending } from './lending.js'

describe('what one case has at a time', () => {
  it('is handed on in the order of asking', async () => {
    const lending = new Lending(['a', 'b'])
    expect(await lending.take()).to.equal('a')
    expect(await lending.take()).to.equal('b')
    const third = lending.take()
    const fourth = lending.take()
    lending.giveBack('b')
    lending.giveBack('a')
    expect(await third).to.equal('b')
    expect(await fourth).to.equal('a')
  })

  it('is waited for no longer once the last one is lost', async () => {
    const lending = new Lending(['a'])
    await lending.take()
    const waiting = lending.take()
    lending.lose()
    expect(await waiting).to.equal(undefined)
    expect(await lending.take()).to.equal(undefined)
  })
})
