import { appearance } from './appearance.ts'
import { t } from './text.ts'

const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const noDecimals = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })

/** `.` or `,`. */
const point = oneDecimal.format(1.5).charAt(1)

const inSeconds = { hour: 'numeric', minute: '2-digit', second: '2-digit' } as const
const shortClock = new Intl.DateTimeFormat(undefined, inSeconds)
const exactClock = new Intl.DateTimeFormat(undefined, { ...inSeconds, fractionalSecondDigits: 3 })

/**
 * The time of day of epoch milliseconds as the person wants it written (`appearance`), to the millisecond or, as far as
 * the browser tells, to the microsecond.
 */
export function clockTime(at: number): string {
  const date = new Date(at)
  const more = appearance.precision.value === 'microseconds' ? String(Math.floor((at % 1) * 1000)).padStart(3, '0') : ''
  switch (appearance.clock.value) {
    case '24-hours':
      return `${ofDay(date)}.${String(date.getMilliseconds()).padStart(3, '0')}${more}`
    case 'iso':
      return date.toISOString().replace('Z', `${more}Z`)
    case 'browser':
      return exactClock
        .formatToParts(date)
        .map(({ type, value }) => (type === 'fractionalSecond' ? value + more : value))
        .join('')
  }
}

/** The time of day to the second. */
export function shortTime(at: number): string {
  const date = new Date(at)
  switch (appearance.clock.value) {
    case '24-hours':
      return ofDay(date)
    case 'iso':
      return `${date.toISOString().slice(11, 19)}Z`
    case 'browser':
      return shortClock.format(date)
  }
}

/** The same width whatever the language: HH:MM:SS. */
function ofDay(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')
}

/** A moment with its day, as is usual in the browser's language. */
export function dateTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

/** A stretch of time in milliseconds, as exact as is of use: `0.25 ms`, `31.4 ms`, `4.218 s`, `3:07.5`, `2:03:07`. */
export function timeSpan(milliseconds: number): string {
  const length = Math.abs(milliseconds)
  const sign = milliseconds < 0 ? '\u2212' : ''
  if (length < 10) return t('spanMilliseconds', sign + decimals(length, 2))
  if (length < 999.95) return t('spanMilliseconds', sign + decimals(length, 1))
  if (length < 59_999.5) return t('spanSeconds', sign + decimals(length / 1000, 3))
  const tenths = Math.floor(length / 100)
  const minutes = Math.floor(tenths / 600)
  const seconds = twoDigits(Math.floor(tenths / 10) % 60)
  if (minutes < 60) return `${sign}${minutes}:${seconds}${point}${tenths % 10}`
  return `${sign}${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${seconds}`
}

/** A number of bytes, in at most three digits and a unit: `312 B`, `4.1 kB`, `12.5 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return t('bytes', bytes)
  if (bytes < 999_500) return t('kilobytes', threeDigits(bytes / 1e3))
  if (bytes < 999_500_000) return t('megabytes', threeDigits(bytes / 1e6))
  return t('gigabytes', threeDigits(bytes / 1e9))
}

function threeDigits(value: number): string {
  return (value < 99.95 ? oneDecimal : noDecimals).format(value)
}

/** Without what `Intl` costs: a list writes thousands of them a second. */
function decimals(value: number, count: number): string {
  return value.toFixed(count).replace('.', point)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
