import type { HeaderOperation } from './headers.ts'
import type { Limits } from './policy-rules.ts'
import { ok, type Result, refuse } from './result.ts'

/**
 * Puts the policy's headers with those of a profile. A header the policy bars, or sets itself, is refused by name: it
 * must never be dropped or overridden in silence.
 */
export function applyHeaderRules(
  headers: readonly HeaderOperation[],
  { blockedHeaders, addedHeaders }: Pick<Limits, 'blockedHeaders' | 'addedHeaders'>,
): Result<readonly HeaderOperation[], 'invalid-headers'> {
  const names = headers.map(({ name }) => name.toLowerCase())
  const barred = names.find((name, index) => headers[index]?.operation === 'set' && blockedHeaders.includes(name))
  if (barred !== undefined) {
    const rule = `Barred header: ${barred}`
    return refuse('invalid-headers', `Policy does not allow the header ${barred} to be set.`, {
      field: 'headers',
      rule,
    })
  }
  const fixed = addedHeaders.find(({ name }) => names.includes(name))
  if (fixed) {
    const rule = `Added header: ${fixed.name}`
    const message = `Policy sets the header ${fixed.name} itself; remove it from the profile.`
    return refuse('invalid-headers', message, { field: 'headers', rule })
  }
  return ok([...headers, ...addedHeaders.map((field) => ({ operation: 'set', ...field }) as const)])
}
