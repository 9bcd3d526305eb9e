/** Whom a token is to speak for; each scope adds its headers beside it. */
export type ScopeName = 'none' | 'organization' | 'project' | 'world' | 'launch-context'

const organization = 'x-m2-organization-id'
const project = 'x-m2-project-id'

const headers: Readonly<Record<ScopeName, readonly string[]>> = {
  none: [],
  organization: [organization],
  project: [organization, project],
  world: [organization, project, 'x-m2-world-id'],
  'launch-context': [organization, project, 'x-m2-launch-context-id'],
}

/** The headers a scope adds, in the order of its form. */
export function scopeHeaders(scope: ScopeName): readonly string[] {
  return headers[scope]
}
