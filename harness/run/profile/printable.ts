/**
 * Characters that would steer a terminal or hide text: C0 and C1 controls, line and paragraph separators,
 * directional marks, zero-width characters and lone surrogates.
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu

const longest = 72

/** Text with every control or invisible character written as `\u{…}`, so that it can go to a terminal. */
export function printable(text: string): string {
  return text.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** A value of the file on one line, as JSON, escaped and cut to a readable length. */
export function printableValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  const characters = [...json(value)]
  const shown =
    characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('')
  return printable(shown)
}

/** An anchor can be used inside itself, which makes a value without end. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return 'a value that contains itself'
  }
}

/** Where a field is, as people write it: `paths[1].label`. */
export function fieldName(path: FieldPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[\w-]{1,64}$/.test(step)) return `[${printableValue(step)}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}

/** Keys and list positions (from 0) that lead to a field. */
export type FieldPath = readonly (string | number)[]
