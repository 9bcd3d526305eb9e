import { type TextKey, t } from './text.ts'
import type { KnownVariable } from './variables.ts'

const builtInTexts: Readonly<Record<string, TextKey>> = {
  $uuid: 'builtInUuid',
  $timestamp: 'builtInTimestamp',
  $isoTimestamp: 'builtInIsoTimestamp',
  $randomInt: 'builtInRandomInt',
  $counter: 'builtInCounter',
  $braces: 'builtInBraces',
  $nul: 'builtInNul',
}

/** What a variable stands for: its value, what it is made of at each use, or that it is secret. */
export function variableInWords({ name, origin, value, secret }: KnownVariable): string {
  const builtIn = builtInTexts[name]
  if (origin === 'built-in') return builtIn === undefined ? '' : t(builtIn)
  return secret ? '••••••••' : (value ?? '')
}
