import { describe, expect, it } from 'vitest'
import type { CloseCause } from '../../src/core/connection.ts'
import { noReconnect, planReconnect, type ReconnectRules } from '../../src/core/reconnect.ts'

const rules: ReconnectRules = { ...noReconnect, enabled: true, jitter: 0 }
const lost = { cause: 'network', code: 1006 } as const

function delays(changed: Partial<ReconnectRules>, random: number, count: number): (number | string)[] {
  return Array.from({ length: count }, (_, attempt) => {
    const plan = planReconnect({ ...rules, ...changed }, lost, attempt, random)
    return plan.type === 'wait' ? plan.delay : plan.type
  })
}

describe('planReconnect', () => {
  it('waits longer each time, up to the longest delay and the most attempts', () => {
    expect(delays({ delay: 1000, growth: 2, longest: 5000, attempts: 5 }, 0.5, 6)).toEqual([
      1000,
      2000,
      4000,
      5000,
      5000,
      'stop',
    ])
  })

  it('goes on without end when there is no most', () => {
    expect(planReconnect({ ...rules, attempts: 0 }, lost, 1_000_000, 0)).toMatchObject({
      type: 'wait',
      attempt: 1_000_001,
      delay: rules.longest,
    })
  })

  it.each([
    [0, 800],
    [0.5, 1000],
    [0.999999, 1200],
  ])('spreads a delay by its jitter: random %d gives %d ms', (random, delay) => {
    expect(delays({ delay: 1000, jitter: 0.2 }, random, 1)).toEqual([delay])
  })

  it('never waits longer than the longest delay, jitter or not', () => {
    expect(delays({ delay: 1000, longest: 1000, jitter: 1 }, 0.999, 1)).toEqual([1000])
  })

  it.each<[CloseCause, string]>([
    ['server', 'wait'],
    ['network', 'wait'],
    ['timeout', 'wait'],
    ['user', 'none'],
    ['policy', 'none'],
    ['limit', 'none'],
    ['owner-gone', 'none'],
    ['restart', 'none'],
  ])('when closed by %s: %s', (cause, type) => {
    expect(planReconnect(rules, { cause, code: 1006 }, 0, 0).type).toBe(type)
  })

  it('is off by default', () => {
    expect(planReconnect(noReconnect, lost, 0, 0)).toEqual({ type: 'none' })
  })

  it('stops at the close codes that end it', () => {
    expect(planReconnect({ ...rules, stopCodes: [4001] }, { cause: 'server', code: 4001 }, 0, 0)).toMatchObject({
      type: 'stop',
      reason: expect.stringContaining('4001'),
    })
  })
})
