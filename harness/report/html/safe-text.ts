import { textLine } from '../text.js'

/** The text on one line with everything that does not print spelled out; nothing is dropped, escape sequences neither. */
export function safeText(text: string): string {
  return textLine(text.includes('\x1b') ? text.replaceAll('\x1b', '\\x1b') : text)
}

/**
 * JSON that can stand in a script element: no `<`, `>` or `&`, and nothing but printable ASCII, so that no reader of
 * the file can take it for anything else.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&]|[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
