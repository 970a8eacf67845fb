import picomatch from 'picomatch'

type Matcher = (text: string) => boolean

/** A glob takes far longer to read than to match, and is asked of every case there is. */
const matchers = new Map<string, Matcher>()

/** A glob as a shell reads it, where `*` takes everything; a text that is no glob is itself. */
export function matchesGlob(text: string, glob: string): boolean {
  return text === glob || matcherOf(glob)(text)
}

function matcherOf(glob: string): Matcher {
  const known = matchers.get(glob)
  if (known !== undefined) return known
  const matcher = picomatch(glob, { bash: true })
  matchers.set(glob, matcher)
  return matcher
}
