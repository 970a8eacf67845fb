/**
 * Text from the wire as it may safely be printed: control characters as \x07, octets that are no
 * UTF-8 as \xff, marks that turn or hide text (bidirectional controls, zero-width, unassigned) as \u{202e}, and the
 * backslash itself doubled, so that nothing can be mistaken for something else.
 */
export function visible(source: Uint8Array | string): string {
  return typeof source === 'string' ? visibleText(source) : visibleOctets(source)
}

/** Controls, format marks, lone surrogates, private and unassigned characters, odd spaces, and the backslash. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\\]|(?! )\p{Zs}|\u{115f}|\u{1160}|\u{3164}|\u{ffa0}|\p{Variation_Selector}/gu

function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => {
    if (character === '\\') return '\\\\'
    const code = character.codePointAt(0) as number
    return code < 0x80 ? octetText(code) : `\\u{${code.toString(16)}}`
  })
}

function visibleOctets(octets: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < octets.length) {
    const size = sequenceSize(octets, at)
    if (size === 0) text += octetText(octets[at++] as number)
    else {
      text += visibleText(decoder.decode(octets.subarray(at, at + size)))
      at += size
    }
  }
  return text
}

// The byte order mark is a character like any other here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function octetText(octet: number): string {
  return `\\x${octet.toString(16).padStart(2, '0')}`
}

/** Octets of the UTF-8 sequence that starts here, RFC 3629 §4; 0 when there is none. */
function sequenceSize(octets: Uint8Array, at: number): number {
  const first = octets[at] as number
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  for (let i = 1; i < size; i++) {
    const octet = octets[at + i] ?? 0
    if (octet < (i === 1 ? lowest : 0x80) || octet > (i === 1 ? highest : 0xbf)) return 0
  }
  return size
}
