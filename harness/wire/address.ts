const HEX: readonly string[] = Array.from({ length: 65536 }, (_, value) => value.toString(16))
const DECIMAL: readonly string[] = Array.from({ length: 256 }, (_, value) => String(value))
const COLON = 58

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Writes the 4 octets of a dotted quad. False when the text, from `start` to its end, is none. */
function readQuad(text: string, start: number, into: Uint8Array, at: number): boolean {
  let count = 0
  let value = -1
  for (let i = start; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 46
    if (code === 46) {
      if (value < 0 || count === 4) return false
      into[at + count++] = value
      value = -1
    } else {
      // RFC 6943 §3.1.1: a leading zero is octal to some and decimal to others, so it is neither here.
      if (code < 48 || code > 57 || value === 0) return false
      value = (value < 0 ? 0 : value * 10) + code - 48
      if (value > 255) return false
    }
  }
  return count === 4
}

/** Text of RFC 4291 §2.2 → 16 octets written at `at`. False, with rubbish written, when it is no IPv6 address. */
export function readIPv6(text: string, into: Uint8Array, at: number): boolean {
  const end = text.length
  let position = 0
  let filled = 0
  let gap = -1
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false
    gap = 0
    position = 2
  }
  while (position < end) {
    if (filled === 16) return false
    let value = 0
    const start = position
    for (; position < end; position++) {
      const hex = digit(text.charCodeAt(position))
      if (hex < 0) break
      value = value * 16 + hex
    }
    if (text.charCodeAt(position) === 46) {
      if (filled > 12 || !readQuad(text, start, into, at + filled)) return false
      filled += 4
      position = end
      break
    }
    if (position === start || position - start > 4) return false
    into[at + filled] = value >> 8
    into[at + filled + 1] = value & 255
    filled += 2
    if (position === end) break
    if (text.charCodeAt(position) !== COLON) return false
    position++
    if (text.charCodeAt(position) === COLON) {
      if (gap >= 0) return false
      gap = filled
      position++
    } else if (position === end) {
      return false
    }
  }
  if (gap < 0) return filled === 16
  if (filled > 14) return false
  into.copyWithin(at + 16 - (filled - gap), at + gap, at + filled)
  into.fill(0, at + gap, at + 16 - (filled - gap))
  return true
}

/** Text of RFC 4291 §2.2 → 16 octets; undefined when it is no IPv6 address (a zone or a prefix length is none). */
export function parseIPv6(text: string): Uint8Array | undefined {
  const octets = new Uint8Array(16)
  return readIPv6(text, octets, 0) ? octets : undefined
}

/** 16 octets → RFC 5952 text. Octets that are not there count as 0. */
export function formatIPv6(octets: Uint8Array, offset = 0): string {
  let longest = 1
  let gap = -1
  let run = 0
  for (let i = 0; i < 8; i++) {
    const at = offset + 2 * i
    if ((octets[at] ?? 0) === 0 && (octets[at + 1] ?? 0) === 0) {
      run++
      if (run > longest) {
        longest = run
        gap = i - run + 1
      }
    } else {
      run = 0
    }
  }
  if (isMappedIPv4(octets, offset)) return `::ffff:${formatIPv4(octets, offset + 12)}`
  let text = ''
  for (let i = 0; i < 8; i++) {
    if (i === gap) {
      text += '::'
      i += longest - 1
      continue
    }
    if (i > 0 && i !== gap + longest) text += ':'
    else if (i > 0 && gap < 0) text += ':'
    text += HEX[((octets[offset + 2 * i] ?? 0) << 8) | (octets[offset + 2 * i + 1] ?? 0)]
  }
  return text
}

/** RFC 5952 §5: the IPv4-mapped prefix ends in dotted decimal. */
function isMappedIPv4(octets: Uint8Array, offset: number): boolean {
  if (octets[offset + 10] !== 255 || octets[offset + 11] !== 255) return false
  for (let i = 0; i < 10; i++) if (octets[offset + i] !== 0) return false
  return true
}

/** The RFC 5952 form of an IPv6 address; undefined when the text is none. */
export function canonicalIPv6(text: string): string | undefined {
  const octets = parseIPv6(text)
  return octets === undefined ? undefined : formatIPv6(octets)
}

/** Dotted quad → 4 octets; undefined when the text is none. */
export function parseIPv4(text: string): Uint8Array | undefined {
  const octets = new Uint8Array(4)
  return readIPv4(text, octets, 0) ? octets : undefined
}

/** Dotted quad → 4 octets written at `at`. False, with rubbish written, when it is none. */
export function readIPv4(text: string, into: Uint8Array, at: number): boolean {
  return readQuad(text, 0, into, at)
}

/** 4 octets → dotted quad. Octets that are not there count as 0. */
export function formatIPv4(octets: Uint8Array, offset = 0): string {
  const part = (i: number) => DECIMAL[octets[offset + i] ?? 0]
  return `${part(0)}.${part(1)}.${part(2)}.${part(3)}`
}

/** The plain form of an IPv4 address; undefined when the text is none. */
export function canonicalIPv4(text: string): string | undefined {
  const octets = parseIPv4(text)
  return octets === undefined ? undefined : formatIPv4(octets)
}

/** An IPv6 or IPv4 unicast address beyond one link: not multicast, unspecified, loopback or link-local. */
export function isUnicastRoutable(text: string): boolean {
  const six = parseIPv6(text)
  if (six !== undefined) {
    const first = six[0] ?? 0
    if (first === 0xff || (first === 0xfe && ((six[1] ?? 0) & 0xc0) === 0x80)) return false
    const last = six[15] ?? 0
    return last > 1 || six.subarray(0, 15).some((octet) => octet !== 0)
  }
  const four = parseIPv4(text)
  if (four === undefined) return false
  const [first = 0, second = 0] = four
  return first !== 0 && first !== 127 && first < 224 && !(first === 169 && second === 254)
}
