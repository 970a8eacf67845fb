import picomatch from 'picomatch'

/** A glob as a shell reads it, where `*` takes everything; a text that is no glob is itself. */
export function matchesGlob(text: string, glob: string): boolean {
  return text === glob || picomatch.isMatch(text, glob, { bash: true })
}
