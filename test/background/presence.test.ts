import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Presence } from '../../src/background/presence.ts'
import { timeForFirstWord } from '../../src/wire/first-word.ts'

let gone: string[]
const onGone = (viewId: string) => void gone.push(viewId)
const nobody = new Set<string>()
const panel = new Set(['panel'])

beforeEach(() => {
  vi.useFakeTimers()
  gone = []
})

afterEach(() => vi.useRealTimers())

it('tells some seconds after a view was seen to leave, unless it is back by then', () => {
  const presence = new Presence()
  presence.check(panel, panel, onGone)
  presence.check(panel, nobody, onGone)
  vi.advanceTimersByTime(2_000)
  presence.check(panel, panel, onGone)
  vi.advanceTimersByTime(60_000)
  expect(gone).toEqual([])
  presence.check(panel, nobody, onGone)
  vi.advanceTimersByTime(3_000)
  expect(gone).toEqual(['panel'])
})

it('gives a view that was not seen since the start of the background time for two ports that led nowhere', () => {
  const presence = new Presence()
  presence.check(panel, nobody, onGone)
  vi.advanceTimersByTime(timeForFirstWord(0) + timeForFirstWord(1) + 1_000)
  expect(gone).toEqual([])
  presence.check(panel, panel, onGone)
  vi.advanceTimersByTime(60_000)
  expect(gone).toEqual([])
})

it('tells also of one that has gone while the background slept', () => {
  new Presence().check(panel, nobody, onGone)
  vi.advanceTimersByTime(15_000)
  expect(gone).toEqual(['panel'])
})
