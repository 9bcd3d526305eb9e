import { t } from './text.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/**
 * How far away a time is, in the largest unit that fits: `in 12 minutes`, `3 days ago`. It is part of sentences, so in
 * the language of the texts, which a browser in another language has in English.
 */
export function timeAway(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(t('language'), { numeric: 'always' })
  const [unit, length] = units.find(([, size]) => Math.abs(at - now) >= size) ?? ['second', 1000]
  return format.format(Math.trunc((at - now) / length), unit)
}
