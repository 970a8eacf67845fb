/// <reference lib="dom" />
import { el } from './dom.js'

/** Two values, each with the part marked in which they differ, where they have enough in common for that to tell. */
export function difference(a: string, b: string): readonly [HTMLElement, HTMLElement] {
  const { head, tail } = commonEnds(a, b)
  const isTelling = head + tail >= Math.min(a.length, b.length) / 2 && a !== b
  const marked = (text: string) =>
    isTelling
      ? el(
          'span',
          {},
          text.slice(0, head),
          el('mark', {}, text.slice(head, text.length - tail)),
          text.slice(text.length - tail),
        )
      : el('span', {}, text)
  return [marked(a), marked(b)]
}

/** How many characters two texts share at the start, and then at the end. */
export function commonEnds(a: string, b: string): { readonly head: number; readonly tail: number } {
  const shortest = Math.min(a.length, b.length)
  let head = 0
  while (head < shortest && a[head] === b[head]) head++
  let tail = 0
  while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return { head, tail }
}
