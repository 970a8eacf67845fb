import { expect } from 'chai'
import { testProfile } from '../dev/device.js'
import { plainFlags } from '../dev/plain-flags.js'
import type { Profile } from '../model/index.js'
import { optionsOf } from './resume.js'

describe('the digest of a profile', () => {
  const digest = (changes: Partial<Profile>) => optionsOf(plainFlags, testProfile(changes)).profileDigest

  it('is the same on every CI runner, wherever the profile lies and whatever watches the device', () => {
    const here = digest({ source: 'lab/acme.yaml', directory: '/builds/a/lab' })
    expect(digest({ source: 'acme.yaml', directory: '/builds/b/lab@2' })).to.equal(here)
    expect(digest({ lanes: 1, observe: { command: ['show'], directory: '/builds/c' } })).to.equal(here)
  })

  it('is another when what is tested is', () => {
    expect(digest({ magId: 'mag-2@example.net' })).not.to.equal(digest({}))
  })
})
