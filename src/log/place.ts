/** Where somebody wants to go in a log: to an entry, or to the first one at or after a moment in epoch milliseconds. */
export type Place = { readonly type: 'entry'; readonly seq: number } | { readonly type: 'moment'; readonly at: number }

/** Also as people write and lists show it: 50,000. */
const number = /^#?\s*(\d{1,3}(?:[.,'’\s]\d{3})+|\d{1,15})$/
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?(?:(Z)|\s*([AP])M)?$/i
const dayAndTime =
  /^(\d{4}-\d{2}-\d{2})(?:([T ]\d{1,2}:\d{2}(?::\d{2})?)((?<=:\d{2}:\d{2})\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/

/** When something began and ended, in epoch milliseconds. */
export interface Times {
  readonly begin: number
  readonly end: number
}

/** Which time of day is meant where nothing is said. */
export type TimeZone = 'local' | 'utc'

/**
 * Reads a number as `#1234`, a time of day as `12:30:05.250`, `12:30Z` or `1:30 PM`, or a date with or without a time as ISO 8601 has them.
 * @param times of the log's first and last entry: a time of day is the last such time before the end or, where the log had not begun
 * by then, the one that is nearer
 * @returns undefined for what is none of them
 */
export function readPlace(text: string, times: Times, zone: TimeZone = 'local'): Place | undefined {
  const trimmed = text.trim()
  const seq = number.exec(trimmed)?.[1]
  if (seq !== undefined) return { type: 'entry', seq: Number(seq.replace(/\D/g, '')) }
  const at = momentOfDay(trimmed, times, zone) ?? momentOf(trimmed, zone)
  return at === undefined ? undefined : { type: 'moment', at }
}

function momentOfDay(text: string, { begin, end }: Times, zone: TimeZone): number | undefined {
  const [, hours, minutes, seconds = '0', fraction = '0', utc, half] = timeOfDay.exec(text) ?? []
  if (hours === undefined) return undefined
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half)
  if (hour === undefined || hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const time = [hour, Number(minutes), Number(seconds), 0] as const
  const isUtc = utc !== undefined || zone === 'utc'
  // A `Date` has whole milliseconds only.
  const more = 1000 * Number(`0.${fraction}`)
  // Not so many hours before: clocks may have been set forward or back.
  const on = (daysBefore: number) => {
    const day = new Date(end)
    if (isUtc) day.setUTCDate(day.getUTCDate() - daysBefore)
    else day.setDate(day.getDate() - daysBefore)
    return (isUtc ? day.setUTCHours(...time) : day.setHours(...time)) + more
  }
  const [moment, dayBefore] = [on(0), on(1)]
  return moment <= end || begin - dayBefore >= moment - end ? moment : dayBefore
}

/** Of the twelve hours of a half of the day. */
function hourOf(hours: number, half: string): number | undefined {
  if (hours < 1 || hours > 12) return undefined
  return (hours % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
}

function momentOf(text: string, zone: TimeZone): number | undefined {
  const [, date = '', time = 'T00:00', fraction = '', offset = ''] = dayAndTime.exec(text) ?? []
  // Without a time, `Date.parse` would take a date as one of UTC; whoever writes a day means their own.
  const at = Date.parse(`${date}${time.replace(' ', 'T')}${offset || (zone === 'utc' ? 'Z' : '')}`)
  return Number.isNaN(at) ? undefined : at + 1000 * Number(`0${fraction}`)
}
