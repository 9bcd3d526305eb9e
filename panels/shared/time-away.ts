const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** How far away a time is, in the largest unit that fits: `in 12 minutes`, `3 days ago`. */
export function timeAway(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'always' })
  const [unit, length] = units.find(([, size]) => Math.abs(at - now) >= size) ?? ['second', 1000]
  return format.format(Math.trunc((at - now) / length), unit)
}
