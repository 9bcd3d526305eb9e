/** Where somebody wants to go in a log: to an entry, or to the first one at or after a moment in epoch milliseconds. */
export type Place = { readonly type: 'entry'; readonly seq: number } | { readonly type: 'moment'; readonly at: number }

/** Also as people write and lists show it: 50,000. */
const number = /^#?\s*(\d{1,3}(?:[.,'’\s]\d{3})+|\d{1,15})$/
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(?:(Z)|\s*([AP])M)?$/i
const dayAndTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/
const day = 24 * 60 * 60 * 1000

/** Which time of day is meant where nothing is said. */
export type TimeZone = 'local' | 'utc'

/**
 * Reads a number as `#1234`, a time of day as `12:30:05.250`, `12:30Z` or `1:30 PM`, or a date with or without a time as ISO 8601 has them.
 * @param end epoch milliseconds of the log's last entry: a time of day is the last such time before it
 * @returns undefined for what is none of them
 */
export function readPlace(text: string, end: number, zone: TimeZone = 'local'): Place | undefined {
  const trimmed = text.trim()
  const seq = number.exec(trimmed)?.[1]
  if (seq !== undefined) return { type: 'entry', seq: Number(seq.replace(/\D/g, '')) }
  const at = momentOfDay(trimmed, end, zone) ?? momentOf(trimmed)
  return at === undefined ? undefined : { type: 'moment', at }
}

function momentOfDay(text: string, end: number, zone: TimeZone): number | undefined {
  const [, hours, minutes, seconds = '0', fraction = '0', utc, half] = timeOfDay.exec(text) ?? []
  if (hours === undefined) return undefined
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half)
  if (hour === undefined || hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const time = [hour, Number(minutes), Number(seconds), 1000 * Number(`0.${fraction}`)] as const
  const last = new Date(end)
  const moment = utc || zone === 'utc' ? last.setUTCHours(...time) : last.setHours(...time)
  return moment <= end ? moment : moment - day
}

/** Of the twelve hours of a half of the day. */
function hourOf(hours: number, half: string): number | undefined {
  if (hours < 1 || hours > 12) return undefined
  return (hours % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
}

function momentOf(text: string): number | undefined {
  if (!dayAndTime.test(text)) return undefined
  // Without a time, `Date.parse` takes a date as one of UTC; whoever writes a day means their own.
  const at = Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'))
  return Number.isNaN(at) ? undefined : at
}
