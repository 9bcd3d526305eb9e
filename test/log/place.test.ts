import { afterEach, describe, expect, it, vi } from 'vitest'
import { readPlace } from '../../src/log/place.ts'

const at = (...[hours = 0, minutes = 0, seconds = 0, milliseconds = 0]: number[]) =>
  new Date(2026, 0, 31, hours, minutes, seconds, milliseconds).getTime()
const end = at(12, 30, 5, 250)
/** A log of some days. */
const times = { begin: new Date(2026, 0, 28).getTime(), end }
const day = 24 * 60 * 60 * 1000

afterEach(() => vi.unstubAllEnvs())

describe('a place in a log', () => {
  it.each([
    ['1234', 1234],
    ['#1234', 1234],
    [' # 7 ', 7],
    ['0', 0],
    ['#50,000', 50_000],
    ['1.234.567', 1_234_567],
  ])('%j is an entry', (text, seq) => {
    expect(readPlace(text, times)).toEqual({ type: 'entry', seq })
  })

  it.each([
    ['12:30', at(12, 30)],
    ['12:30:05', at(12, 30, 5)],
    ['12:30:05.25', end],
    ['12:30:05.249500', end - 0.5],
    ['12:30:05,250', end],
    ['0:00', at()],
    ['12:30:06', at(12, 30, 6) - day],
    ['23:59', at(23, 59) - day],
    ['12:30:05 PM', at(12, 30, 5)],
    ['1:30 am', at(1, 30)],
    ['12:00AM', at()],
    ['1:30PM', at(13, 30) - day],
    ['2026-01-30', new Date(2026, 0, 30).getTime()],
    ['2026-01-30 08:15', new Date(2026, 0, 30, 8, 15).getTime()],
    ['2026-01-30T08:15:01.5Z', Date.UTC(2026, 0, 30, 8, 15, 1, 500)],
    ['2026-01-30T08:15:01.000250Z', Date.UTC(2026, 0, 30, 8, 15, 1) + 0.25],
    ['2026-01-30T08:15:00+02:00', Date.UTC(2026, 0, 30, 6, 15)],
  ])('%j is a moment, and not after the end of the log when it is a time of day', (text, moment) => {
    expect(readPlace(text, times)).toEqual({ type: 'moment', at: moment })
  })

  it.each([
    ['08:15:01.5Z', 'local'],
    ['08:15:01.5', 'utc'],
  ] as const)('%j may be UTC, as it is shown', (text, zone) => {
    const moment = Date.UTC(2026, 0, 30, 8, 15, 1, 500)
    const times = { begin: Date.UTC(2026, 0, 28), end: Date.UTC(2026, 0, 30, 20) }
    expect(readPlace(text, times, zone)).toEqual({ type: 'moment', at: moment })
    expect(readPlace('20:01Z', times)).toEqual({ type: 'moment', at: Date.UTC(2026, 0, 29, 20, 1) })
  })

  it.each([
    ['12:31', at(12, 31)],
    ['14:00', at(14)],
    ['11:59', at(11, 59)],
    ['23:59', at(23, 59) - day],
  ])('%j is near a log that began after midnight', (text, moment) => {
    expect(readPlace(text, { begin: at(0, 5), end })).toEqual({ type: 'moment', at: moment })
  })

  it.each(['2026-01-30', '2026-01-30 00:00', '2026-01-30T00:00:00'])('%j is of UTC where that is shown', (text) => {
    expect(readPlace(text, times, 'utc')).toEqual({ type: 'moment', at: Date.UTC(2026, 0, 30) })
  })

  it('is at the time of day before clocks were changed', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const times = { begin: Date.UTC(2026, 9, 20), end: Date.UTC(2026, 9, 25, 12) }
    expect(readPlace('23:50', times)).toEqual({ type: 'moment', at: Date.UTC(2026, 9, 24, 21, 50) })
  })

  it('is at a time of the day before that the last day has not, as clocks are set forward', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const times = { begin: Date.UTC(2026, 2, 27), end: Date.UTC(2026, 2, 29, 0, 15) }
    expect(readPlace('02:30', times)).toEqual({ type: 'moment', at: Date.UTC(2026, 2, 28, 1, 30) })
  })

  it.each([
    '0:30 PM',
    '13:00 PM',
    '',
    '-1',
    '1.5',
    '50,00',
    '24:00',
    '12:60',
    '12:30:60',
    'noon',
    '2026-13-01',
    '2026-01-30 08:15.5',
    '31.01.2026',
    '9'.repeat(16),
  ])('%j is none', (text) => {
    expect(readPlace(text, times)).toBeUndefined()
  })
})
