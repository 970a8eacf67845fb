/// <reference lib="dom" />
import { el } from './dom.js'

const key = 'pmipspec-theme'

/** A button that turns light and dark round; what was chosen is kept where the browser allows it. */
export function themeButton(): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'theme' })
  const show = () => {
    button.textContent = isDark() ? 'Light theme' : 'Dark theme'
  }
  const stored = remembered()
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = theme
    try {
      localStorage.setItem(key, theme)
    } catch {
      // Not kept then.
    }
    show()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show)
  show()
  return button
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
