import { appearance } from '../../shared/appearance.ts'
import { clockTime } from '../../shared/format.ts'

/** The time of day, with the day unless that is today's. */
export function clockTimeOfDay(at: number, now: number): string {
  const [day, today] = [at, now].map((moment) => new Date(moment).toDateString())
  if (day === today || appearance.clock.value === 'iso') return clockTime(at)
  return `${new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' })} ${clockTime(at)}`
}
