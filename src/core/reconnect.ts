import type { Close } from './connection.ts'

/** When a connection that ended is made again by itself. */
export interface ReconnectRules {
  readonly enabled: boolean
  /** Milliseconds before the first attempt. */
  readonly delay: number
  /** How many times longer each delay is than the one before it. */
  readonly growth: number
  /** The share of a delay, from 0 to 1, by which it is made longer or shorter at random, so that clients spread out. */
  readonly jitter: number
  /** The longest delay, in milliseconds. */
  readonly longest: number
  /** The most attempts in a row; 0 for no end. */
  readonly attempts: number
  /** Close codes after which it is not tried. */
  readonly stopCodes: readonly number[]
}

export const noReconnect: ReconnectRules = {
  enabled: false,
  delay: 1000,
  growth: 2,
  jitter: 0.2,
  longest: 60_000,
  attempts: 10,
  stopCodes: [1008, 3000, 3003],
}

/** What follows the end of a connection: an attempt after a delay in milliseconds, nothing, or nothing for a reason. */
export type ReconnectPlan =
  | { readonly type: 'wait'; readonly delay: number; readonly attempt: number }
  | { readonly type: 'none' }
  | { readonly type: 'stop'; readonly reason: string }

/**
 * @param attempt of the connection that ended: 0 when a person made it, or when it had been open
 * @param random from 0 up to and without 1
 */
export function planReconnect(
  rules: ReconnectRules,
  { cause, code }: Pick<Close, 'cause' | 'code'>,
  attempt: number,
  random: number,
): ReconnectPlan {
  const ofItself = cause === 'server' || cause === 'network' || cause === 'timeout'
  if (!rules.enabled || !ofItself) return { type: 'none' }
  if (rules.stopCodes.includes(code)) return { type: 'stop', reason: `${code} is a close code that ends it` }
  if (rules.attempts > 0 && attempt >= rules.attempts) {
    return { type: 'stop', reason: attempt === 1 ? 'the attempt failed' : `all ${attempt} attempts failed` }
  }
  return { type: 'wait', delay: delayOf(rules, attempt, random), attempt: attempt + 1 }
}

/** The cap is for the delay as it is, with its jitter. */
function delayOf({ delay, growth, jitter, longest }: ReconnectRules, attempt: number, random: number): number {
  const planned = Math.min(delay * growth ** attempt, longest)
  return Math.round(Math.min(planned * (1 + jitter * (2 * random - 1)), longest))
}
