import type messages from '../../public/_locales/en/messages.json'
import { localized } from '../../src/platform/i18n.ts'

export type TextKey = keyof typeof messages

/** Made once: `toLocaleString` looks its language up each time, and a list writes thousands of numbers a second. */
const number = new Intl.NumberFormat()

/** A text for people, in their language. Numbers are written as the language does. */
export function t(key: TextKey, ...substitutions: readonly (string | number)[]): string {
  return localized(key, substitutions.map(written))
}

function written(value: string | number): string {
  return typeof value === 'string' ? value : number.format(value)
}
