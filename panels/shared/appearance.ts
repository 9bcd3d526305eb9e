import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { remembered } from './remembered.ts'

/** `system` follows DevTools where they say which theme they have, and the system elsewhere. */
export const themes = ['system', 'light', 'dark'] as const
export const densities = ['compact', 'comfortable'] as const
/** How a time of day is written; `iso` is UTC, as in the logs of servers. */
export const clocks = ['24-hours', 'browser', 'iso'] as const
export const precisions = ['milliseconds', 'microseconds'] as const

export type Theme = (typeof themes)[number]
export type Density = (typeof densities)[number]
export type Clock = (typeof clocks)[number]
export type Precision = (typeof precisions)[number]

/** How all pages of the extension look. What is set is remembered, and holds at once on every page that is open. */
export interface Appearance {
  readonly theme: Signal<Theme>
  readonly density: Signal<Density>
  readonly clock: Signal<Clock>
  readonly precision: Signal<Precision>
}

/** How this page looks. */
export const appearance: Appearance = {
  theme: signal('system'),
  density: signal('compact'),
  clock: signal('24-hours'),
  precision: signal('milliseconds'),
}

/** The height of a row of a list, in CSS pixels; `--row-height` of theme.css is the same. */
export const rowHeight: ReadonlySignal<number> = computed(() => (appearance.density.value === 'comfortable' ? 28 : 22))

/** Makes a page look as it was set, here or on another page. */
export function rememberAppearance(page: Window): Appearance {
  follow(page, 'theme', appearance.theme, themes)
  follow(page, 'density', appearance.density, densities)
  follow(page, 'clock', appearance.clock, clocks)
  follow(page, 'precision', appearance.precision, precisions)
  const { dataset } = page.document.documentElement
  effect(() => {
    dataset.theme = appearance.theme.value
    dataset.density = appearance.density.value
  })
  return appearance
}

/** Keeps a choice the same as what is remembered, by this page or another. */
function follow<Value extends string>(
  page: Window,
  key: string,
  choice: Signal<Value>,
  values: readonly Value[],
): void {
  const [first = choice.peek()] = values
  const read = (stored: unknown) => values.find((value) => value === stored) ?? first
  const kept = remembered(page.localStorage, key, read)
  choice.value = kept.peek()
  effect(() => {
    kept.value = choice.value
  })
  page.addEventListener('storage', (event) => {
    if (event.key === key) choice.value = read(parsed(event.newValue))
  })
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
