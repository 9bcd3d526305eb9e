import { type PolicyState, readPolicy } from '../core/policy-format.ts'
import { policyChanges, readFirstPolicy } from './first.ts'

/** The organisation's policy as it stands, and word of each change. */
export interface PolicySource {
  /** Reads the policy; until it has been read, nothing may be connected. */
  load(): Promise<void>
  current(): PolicyState
}

export function policySource(onChange: () => void): PolicySource {
  let policy: PolicyState = { state: 'unreadable', reason: 'it has not been read yet.' }
  const load = async () => {
    policy = await read()
  }
  policyChanges(() => void load().then(onChange))
  return { load, current: () => policy }
}

async function read(): Promise<PolicyState> {
  try {
    return readPolicy(await readFirstPolicy())
  } catch (error) {
    return { state: 'unreadable', reason: `the browser did not deliver it (${error}).` }
  }
}
