import * as v from 'valibot'
import { listUpTo, textLike, textUpTo, wholeFrom } from './bounds.ts'
import { httpToken } from './http-token.ts'
import { type MatchPattern, parseMatchPattern } from './match-pattern.ts'
import { indexPatterns } from './pattern-index.ts'
import { faultOf } from './policy-fault.ts'
import { type OrganizationProfiles, readOrganizationProfiles } from './policy-profiles.ts'
import type { HeaderField, PolicyRules } from './policy-rules.ts'
import type { Profile } from './profile.ts'

/** What the organisation's policy says, or that it cannot be read, which blocks everything. */
export type PolicyState =
  | { readonly state: 'none' }
  | ({
      readonly state: 'active'
      readonly organization: string
      readonly contact: string
      readonly rules: PolicyRules
    } & OrganizationProfiles)
  | { readonly state: 'unreadable'; readonly reason: string }

/** Enough for tens of thousands of patterns; what is larger was not written by anybody. */
const mostCharacters = 4_000_000
const mostPatterns = 50_000

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
const headerName = v.pipe(
  textLike(httpToken, 'is not the name of a header'),
  v.transform((name) => name.toLowerCase()),
)
const headerValue = v.pipe(
  v.string(),
  // White space around it is no part of it (section 5.5), and would be refused at each handshake.
  v.transform((value) => value.trim()),
  textLike(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, 'has characters a header cannot carry'),
)

const patterns = v.pipe(
  listUpTo(v.string(), mostPatterns),
  v.transform((texts) => texts.map(parseMatchPattern)),
  v.check(
    (read) => faultIn(read) === undefined,
    ({ input }) => faultIn(input) ?? '',
  ),
  v.transform((read) => indexPatterns(read.filter((pattern) => typeof pattern !== 'string'))),
)

function faultIn(read: readonly (MatchPattern | string)[]): string | undefined {
  return read.find((pattern) => typeof pattern === 'string')
}

/** What is wrong with the name of a header, to follow the name in a sentence. */
export function headerNameFault(name: string): string | undefined {
  return v.safeParse(headerName, name).issues?.[0].message
}

/** What is wrong with the value of a header, to follow the value in a sentence. */
export function headerValueFault(value: string): string | undefined {
  return v.safeParse(headerValue, value).issues?.[0].message
}

const addedHeaders = v.pipe(
  v.array(v.strictObject({ name: headerName, value: headerValue })),
  v.check(
    (fields) => twiceIn(fields) === undefined,
    ({ input }) => `has the header ${twiceIn(input)} twice`,
  ),
)

function twiceIn(fields: readonly HeaderField[]): string | undefined {
  const seen = new Set<string>()
  return fields.find(({ name }) => seen.size === seen.add(name).size)?.name
}

const amount = wholeFrom(0)

const rulesObject = v.strictObject({
  allowedUrls: v.optional(patterns),
  blockedUrls: v.optional(patterns, []),
  requireSecure: v.optional(v.boolean(), false),
  allowInsecureLoopback: v.optional(v.boolean(), false),
  blockedHeaders: v.optional(v.array(headerName), []),
  addedHeaders: v.optional(addedHeaders, []),
  maxConnections: v.optional(amount),
  maxMessageBytes: v.optional(amount),
  auditMessages: v.optional(v.boolean(), false),
  auditContent: v.optional(v.boolean(), false),
  keepLogs: v.optional(v.boolean(), true),
  logRetentionDays: v.optional(amount),
  allowExport: v.optional(v.boolean(), true),
  allowExportOfSecrets: v.optional(v.boolean(), true),
  allowUserUrls: v.optional(v.boolean(), true),
})

/** To valibot a list without entries is an object without keys; in a policy it is a mistake. */
const notAList = v.check((value) => !Array.isArray(value), 'must be an object, not a list')

const rulesSchema = v.pipe(v.unknown(), notAList, rulesObject)

const policySchema = v.strictObject({
  version: v.literal(1),
  organization: v.optional(textUpTo(200), ''),
  contact: v.optional(textUpTo(500), ''),
  rules: rulesSchema,
  // Read by itself: a broken profile must not block what the rules allow.
  profiles: v.optional(v.unknown()),
})

/** The organisation's profiles as its policy stands. */
export function profilesIn(policy: PolicyState): readonly Profile[] {
  return policy.state === 'active' ? policy.profiles : []
}

/** Rules as they stand in a policy. */
export type RulesAsWritten = v.InferInput<typeof rulesObject>

/** Reads what the browser delivered in `storage.managed`. Nothing, or nothing in it, is no policy; anything else must be right. */
export function readPolicy(managed: unknown): PolicyState {
  if (managed === undefined || managed === null) return { state: 'none' }
  if (typeof managed !== 'object' || Array.isArray(managed)) return unreadable('it must be an object')
  if (Object.keys(managed).length === 0) return { state: 'none' }
  if (JSON.stringify(managed).length > mostCharacters) {
    return unreadable(`it is larger than ${mostCharacters / 1_000_000} million characters`)
  }
  const read = v.safeParse(policySchema, managed)
  if (!read.success) return unreadable(faultOf(read.issues[0]))
  const { organization, contact, rules, profiles } = read.output
  return { state: 'active', organization, contact, rules, ...readOrganizationProfiles(profiles) }
}

/** Reads rules in the shape of a policy's `rules`, such as the person's own. */
export function readRules(rules: unknown, organization: string): PolicyState {
  const read = v.safeParse(rulesSchema, rules)
  if (!read.success) return unreadable(faultOf(read.issues[0]))
  return { state: 'active', organization, contact: '', rules: read.output, profiles: [], profileFaults: [] }
}

function unreadable(fault: string): PolicyState {
  return { state: 'unreadable', reason: /[.!?]$/.test(fault) ? fault : `${fault}.` }
}
