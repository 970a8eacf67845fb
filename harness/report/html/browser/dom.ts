/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

export type Child = Node | string | number | false | undefined | readonly Child[]
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | EventListener>>

/** An element. Texts become text nodes, whatever they hold; `onclick` and the like take functions. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  decorate(element, attributes, children)
  return element
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  decorate(element, attributes, children)
  return element
}

function decorate(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  append(element, children)
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue
    if (isList(child)) append(element, child)
    else element.append(typeof child === 'number' ? String(child) : child)
  }
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child)
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`no element ${id}`)
  return element
}

/** Tells it to screen readers. */
export function say(words: string): void {
  byId('said').textContent = words
}

export function copyButton(label: string, text: string): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'copy' }, label)
  button.addEventListener('click', () => {
    copy(text).then(
      () => confirmed(button, label, 'Copied'),
      () => confirmed(button, label, 'Could not copy'),
    )
  })
  return button
}

function confirmed(button: HTMLButtonElement, label: string, words: string): void {
  say(words)
  button.textContent = words
  setTimeout(() => {
    button.textContent = label
  }, 1_500)
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // A page opened from a file has no clipboard in some browsers.
    const area = el('textarea', { readonly: true, class: 'offscreen' })
    area.value = text
    document.body.append(area)
    area.select()
    const isCopied = document.execCommand('copy')
    area.remove()
    if (!isCopied) throw new Error('not copied')
  }
}
