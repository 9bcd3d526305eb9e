import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import type { PolicyState } from '../core/policy-format.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { noUserRules, type UnreadUserRules, type UserRules, userPolicy } from '../core/user-rules.ts'
import { startItems } from './start-items.ts'

const stored = startItems.rules
const storedSchema = v.strictObject({ onlyListed: v.boolean(), rules: v.unknown() })

/** The one owner of the person's own rules, kept in `storage.local`. */
export class OwnRules {
  readonly #onChange: () => void
  #rules: UserRules = noUserRules
  #policy: PolicyState = { state: 'none' }

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  async load(): Promise<void> {
    const found = await stored.read()
    if (found === undefined) return
    const read = shaped(storedSchema, found)
    this.#policy = read ? userPolicy(read) : { state: 'unreadable', reason: 'they are damaged.' }
    if (read && this.#policy.state === 'active') this.#rules = read as UserRules
  }

  /** The rules as they hold. */
  current(): PolicyState {
    return this.#policy
  }

  /** The rules as they were written; none, and why, when they cannot be read. */
  read(): { rules: UserRules; fault?: string } {
    const fault = this.#policy.state === 'unreadable' ? { fault: this.#policy.reason } : {}
    return { rules: this.#rules, ...fault }
  }

  /** They hold before they are stored: what is forbidden is closed at once. */
  async write(rules: UnreadUserRules): Promise<Result<null>> {
    const policy = userPolicy(rules)
    if (policy.state === 'unreadable') return refuse('invalid-arguments', policy.reason, { field: 'rules' })
    this.#rules = rules as UserRules
    this.#policy = policy
    this.#onChange()
    await stored.write(rules)
    return ok(null)
  }
}
