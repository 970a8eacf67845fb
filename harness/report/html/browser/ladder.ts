/// <reference lib="dom" />
import type { CaseData } from '../data.js'
import { type Child, el, svg } from './dom.js'
import { data, type Message } from './store.js'
import { shortTime } from './words.js'

const rowHeight = 40
const headHeight = 48
/** A pause of so many milliseconds is shown as one. */
const pause = 300
const narrow = 560
/** What a message was for stands beside it where there is room. */
const stepWidth = 300
/** How far from the device's lane, clear of its head. */
const stepsFrom = 84

export interface LadderOptions {
  readonly width: number
  /** Frames that a finding names: they are marked. */
  readonly marked: ReadonlySet<number>
}

/** The tester's paths and the device as lanes, time downwards, an arrow for each message that leads to its fields. */
export function ladder(
  each: CaseData,
  messages: readonly Message[],
  paths: readonly string[],
  { width, marked }: LadderOptions,
): HTMLElement {
  const isNarrow = width < narrow
  const gutter = isNarrow ? 66 : 116
  const margin = isNarrow ? 34 : 56
  const closest = isNarrow ? 98 : 132
  const lanes = Math.max(1, paths.length)
  const room = width - gutter - 2 * margin
  const withSteps = room - (stepsFrom - margin) - stepWidth >= lanes * 170
  const free = withSteps ? room - (stepsFrom - margin) - stepWidth : room
  const gap = Math.max(closest, Math.min(340, free / lanes))
  const lane = (position: number) => gutter + margin + position * gap
  const device = paths.length
  const right = lane(device) + (withSteps ? stepsFrom : margin)
  const total = Math.max(width - 1, withSteps ? right + stepWidth : right)
  const start = messages[0]?.at ?? 0
  const rows: Child[] = []
  let y = 0
  let attempt = messages[0]?.attempt ?? 1
  let before = start
  for (const message of messages) {
    if (message.attempt !== attempt && !each.standing) {
      attempt = message.attempt
      rows.push(divider(y, total, `attempt ${attempt}`))
      y += 22
    }
    if (message.at - before >= pause) {
      rows.push(divider(y, total, `${shortTime(message.at - before)} later`))
      y += 22
    }
    before = message.at
    const from = message.received ? device : paths.indexOf(message.path)
    const to = message.received ? paths.indexOf(message.path) : device
    rows.push(
      arrow(each, message, {
        y,
        from: lane(from),
        to: lane(to),
        start,
        gutter,
        marked,
        right,
        total,
        gap,
        withSteps,
        isNarrow,
      }),
    )
    y += rowHeight
  }
  const height = y + 6
  const lines = [...paths, data.lane].map((_, position) =>
    svg('line', { x1: lane(position), y1: 0, x2: lane(position), y2: height, class: 'lane' }),
  )
  const head = svg(
    'svg',
    {
      class: 'ladder-head',
      width: total,
      height: headHeight,
      viewBox: `0 0 ${total} ${headHeight}`,
      'aria-hidden': 'true',
    },
    svg('line', { x1: 0, y1: headHeight - 0.5, x2: total, y2: headHeight - 0.5, class: 'rule' }),
    svg('text', { x: 8, y: 30, class: 'small' }, 'frame'),
    !isNarrow && svg('text', { x: gutter - 4, y: 30, class: 'small', 'text-anchor': 'end' }, 'after'),
    withSteps && svg('text', { x: right + 4, y: 30, class: 'small' }, 'for'),
    paths.map((name, position) => laneHead(name, lane(position), 'tester', Math.min(gap - 8, 150), width)),
    laneHead(data.lane, lane(device), 'device', Math.min(gap - 8, 150), total),
  )
  const body = svg(
    'svg',
    {
      class: 'ladder',
      width: total,
      height,
      viewBox: `0 0 ${total} ${height}`,
      role: 'group',
      'aria-label': `${messages.length} messages between ${paths.join(', ')} and ${data.lane}`,
    },
    lines,
    rows,
  )
  return el('div', { class: 'ladder-drawing' }, head, body)
}

/** A box over the lane, no wider than its name needs and than there is room, within the drawing. */
function laneHead(name: string, x: number, who: 'tester' | 'device', room: number, total: number): Child {
  const shown = shortened(name, Math.floor((room - 14) / 8))
  const width = Math.min(room, Math.max(64, shown.length * 8 + 18))
  const left = Math.max(2, Math.min(x - width / 2, total - width - 2))
  return svg(
    'g',
    { class: who },
    svg('title', {}, name),
    svg('rect', { x: left, y: 5, width, height: headHeight - 10, rx: 5, class: 'lane-box' }),
    svg('text', { x: left + width / 2, y: 21, class: 'lane-name', 'text-anchor': 'middle' }, shown),
    svg('text', { x: left + width / 2, y: 35, class: 'small', 'text-anchor': 'middle' }, who),
  )
}

function divider(y: number, right: number, words: string): Child {
  return svg(
    'g',
    { class: 'divider' },
    svg('line', { x1: words.length * 6.4 + 16, y1: y + 12, x2: right, y2: y + 12 }),
    svg('text', { x: 8, y: y + 16, class: 'small' }, words),
  )
}

interface Place {
  readonly y: number
  readonly from: number
  readonly to: number
  /** Where the words on what a message was for begin. */
  readonly right: number
  readonly total: number
  /** Between two lanes. */
  readonly gap: number
  readonly withSteps: boolean
  readonly isNarrow: boolean
  readonly start: number
  /** Where the times end. */
  readonly gutter: number
  readonly marked: ReadonlySet<number>
}

function arrow(each: CaseData, message: Message, place: Place): Child {
  const { y, from, to, right, total, gap, start, gutter, marked, withSteps, isNarrow } = place
  const line = y + 28
  const isLost = message.answer === 0
  const isError = message.label.startsWith('ICMPv6')
  const isMarked = marked.has(message.frame)
  const towards = Math.sign(to - from)
  // Where there is little room the time stands below the number.
  const [above, below] = isNarrow ? [line - 7, line + 8] : [line + 1, line + 1]
  const tip = to - towards * 3
  const kind = `${isMarked ? 'marked ' : ''}${isError ? 'error ' : ''}${isLost ? 'lost' : ''}`
  const after = message.at - start
  const lost = isLost ? (message.received ? 'not answered by us' : 'no answer seen') : ''
  // What is to be read on the arrow comes first, in the same words, so that it can be asked for by voice.
  const words =
    `Frame ${message.frame} +${shortTime(after)} ${message.label}${lost === '' ? '' : ` ${lost}`}, ` +
    `${message.received ? 'received' : 'sent'} on ${message.path}${isMarked ? ', named in a finding' : ''}`
  return svg(
    'a',
    {
      href: `#${encodeURIComponent(each.id)}/${message.frame}`,
      class: `message ${kind}`,
      'data-frame': message.frame,
    },
    svg('title', {}, message.step === '' ? words : `${words} (${message.step})`),
    svg('rect', {
      x: 1,
      y: y + 3,
      width: total - 2,
      height: rowHeight - 4,
      rx: 4,
      class: 'hit',
    }),
    svg('text', { x: 8, y: above, class: 'frame' }, isMarked ? `✗ ${message.frame}` : String(message.frame)),
    svg(
      'text',
      isNarrow
        ? { x: 8, y: below, class: 'small' }
        : { x: gutter - 4, y: below, class: 'small', 'text-anchor': 'end' },
      `+${shortTime(after)}`,
    ),
    svg('line', { x1: from, y1: line, x2: tip - towards * 6, y2: line, class: 'shaft' }),
    isLost
      ? svg('path', { d: `M${to - towards * 12 - 5},${line - 5}l10,10m0,-10l-10,10`, class: 'cross' })
      : svg('path', { d: `M${tip},${line}l${-towards * 9},-4.5v9z`, class: 'head' }),
    svg('text', { ...labelPlace(message.label, from, to, gap), y: line - 7, class: 'label' }, message.label),
    withSteps &&
      svg(
        'text',
        { x: right + 4, y: line + 1, class: 'small' },
        shortened(message.step, Math.floor((total - right - 8) / 6.6)),
      ),
    lost !== '' &&
      svg(
        'text',
        { x: (from + to) / 2, y: line + 11, 'text-anchor': 'middle', class: 'small lost-words' },
        lost,
      ),
  )
}

/** Beside the device, over the part of the arrow that crosses no lane; one longer than its arrow ends where that does. */
function labelPlace(label: string, from: number, to: number, gap: number) {
  const device = Math.max(from, to)
  const isLong = label.length * 7.3 > gap - 8
  return isLong ? { x: device - 4, 'text-anchor': 'end' } : { x: device - gap / 2, 'text-anchor': 'middle' }
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
