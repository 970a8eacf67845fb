/// <reference lib="dom" />
import type { CaseData } from '../data.js'
import { el } from './dom.js'
import { ladder } from './ladder.js'
import { messageView } from './message-view.js'
import type { Message, Packets } from './store.js'

/** Ladder and fields of one case. */
export class ExchangeView {
  readonly element = el('section', { class: 'exchange', 'aria-labelledby': 'exchange-title' })
  readonly #each: CaseData
  readonly #messages: readonly Message[]
  readonly #paths: readonly string[]
  readonly #marked: ReadonlySet<number>
  readonly #ladder = el('div', {
    class: 'ladder-box',
    tabindex: 0,
    role: 'region',
    'aria-label': 'Ladder diagram',
  })
  readonly #detail = el('div', { class: 'detail' })
  #selected = 0
  #width = 0

  constructor(each: CaseData, packets: Packets) {
    this.#each = each
    this.#messages = messagesOf(each, packets)
    const paths = [...new Set(this.#messages.map(({ path }) => path))]
    this.#paths = paths.sort((a, b) => packets.order(a) - packets.order(b))
    this.#marked = markedFrames(each)
    this.element.append(
      el(
        'h3',
        { id: 'exchange-title' },
        'Exchange ',
        el('span', { class: 'quiet' }, `${this.#messages.length} frames of capture.pcapng`),
      ),
      this.#messages.length === 0
        ? el(
            'p',
            { class: 'quiet' },
            each.standing ? 'No message broke this rule.' : 'No packet belongs to this case.',
          )
        : el('div', { class: 'exchange-panes' }, this.#ladder, this.#detail),
    )
  }

  /** Draws the ladder to the width it has; to be called when it stands in the page, and when that changes. */
  draw(): void {
    const width = this.#ladder.clientWidth
    if (this.#messages.length === 0 || width === 0 || width === this.#width) return
    this.#width = width
    this.#ladder.replaceChildren(
      ladder(this.#each, this.#messages, this.#paths, { width, marked: this.#marked }),
    )
    this.#markSelected()
  }

  /** Opens a frame; without one, or with a foreign one, the first that a finding names. */
  select(frame: number | undefined): void {
    const has = (wanted: number | undefined) => this.#messages.some((message) => message.frame === wanted)
    const first = [...this.#marked].find(has) ?? this.#messages[0]?.frame
    const wanted = has(frame) ? frame : first
    const message = this.#messages.find((each) => each.frame === wanted)
    if (message === undefined || message.frame === this.#selected) return
    this.#selected = message.frame
    this.#detail.replaceChildren(messageView(message, this.#each.findings, octetsAcross()))
    this.#markSelected()
  }

  #markSelected(): void {
    for (const link of this.#ladder.querySelectorAll('a.message')) {
      const isSelected = link.getAttribute('data-frame') === String(this.#selected)
      link.classList.toggle('selected', isSelected)
      if (isSelected) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
}

/** On paper: the ladder, and in full only the frames that findings name. */
export function printedExchange(each: CaseData, packets: Packets): HTMLElement {
  const messages = messagesOf(each, packets)
  const paths = [...new Set(messages.map(({ path }) => path))]
  paths.sort((a, b) => packets.order(a) - packets.order(b))
  const marked = markedFrames(each)
  return el(
    'section',
    { class: 'exchange' },
    messages.length > 0 && ladder(each, messages, paths, { width: 640, marked }),
    messages
      .filter(({ frame }) => marked.has(frame))
      .slice(0, 2)
      .map((message) => messageView(message, each.findings, 16)),
  )
}

/** In the order of time; a packet of ours has its number when it is seen to have left, which may be later. */
function messagesOf(each: CaseData, packets: Packets): readonly Message[] {
  const messages = each.frames.flatMap((frame) => packets.message(frame) ?? [])
  return messages.sort((a, b) => a.at - b.at || a.frame - b.frame)
}

/** Notes colour nothing, so they mark nothing. */
function markedFrames(each: CaseData): ReadonlySet<number> {
  return new Set(
    each.findings.flatMap(({ frame, severity }) =>
      frame === undefined || severity === 'note' ? [] : [frame],
    ),
  )
}

function octetsAcross(): number {
  return window.innerWidth < 720 ? 8 : 16
}
