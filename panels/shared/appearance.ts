import { effect, type Signal } from '@preact/signals'
import { remembered } from './remembered.ts'

/** `system` follows DevTools where they say which theme they have, and the system elsewhere. */
export type Theme = (typeof themes)[number]

export const themes = ['system', 'light', 'dark'] as const

const key = 'theme'

/** The theme of all pages of the extension: they share what is remembered, and each is told of a change at once. */
export function rememberedTheme(page: Window): Signal<Theme> {
  const theme = remembered(page.localStorage, key, readTheme)
  page.addEventListener('storage', (event) => {
    if (event.key === key) theme.value = readTheme(parsed(event.newValue))
  })
  effect(() => {
    page.document.documentElement.dataset.theme = theme.value
  })
  return theme
}

function readTheme(stored: unknown): Theme {
  return themes.find((theme) => theme === stored) ?? 'system'
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
