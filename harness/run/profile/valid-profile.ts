import { ProfileError, parseProfile } from './load.js'

/** A valid profile, for tests to put a mistake into. */
export const lines = [
  'device: { name: box, role: lma }',
  'lma: { address: 2001:db8:ff::a }',
  'mag-id: mag-1@example.net',
  'nodes: { multipath: "mn-{n}@example.net" }',
  'paths:',
  '  - { name: wlan, interface: wlan0, address: 2001:db8:1::1, access-technology: 4,',
  '      label: 9 }',
  '  - { name: lte, interface: lte0, address: 2001:db8:2::1, access-technology: 8, label: 11 }',
]

/** What is said of the valid profile with one thing changed, and lines appended from line 9 on. */
export function said(change: readonly [string, string], appended = ''): string {
  const text = `${lines.join('\n').replace(change[0], () => change[1])}\n${appended}\n`
  return refusal(text)
}

/** The message a text is refused with, `accepted` when it is not. */
export function refusal(text: string): string {
  try {
    parseProfile(text, 'profiles/x.yaml')
    return 'accepted'
  } catch (error) {
    if (error instanceof ProfileError) return error.message
    throw error
  }
}

/** What is wrong, what is changed for it, what is appended, and the sentence after the name of the file. */
export type Row = readonly [string, readonly [string, string], string, string]

export const unchanged = ['', ''] as const
