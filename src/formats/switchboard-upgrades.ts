import { entriesOf, memberOf, objectOf, textOf } from './values.ts'

/** Makes a file of one version one of the next. It is given what was parsed and must not change it. */
export type Upgrade = (file: unknown) => unknown

/** By the version a step begins with: `1` makes version 2 of version 1. */
export type Upgrades = Readonly<Record<number, Upgrade>>

/** A change of the format adds a step here and a fixture of the version before. */
export const upgrades: Upgrades = { 1: withScripts }

export function upgrade(file: unknown, from: number, to: number, steps: Upgrades): unknown {
  let upgraded = file
  for (let version = from; version < to; version++) upgraded = steps[version]?.(upgraded) ?? upgraded
  return upgraded
}

/** Version 2 keeps saved messages in a profile's script, with all that is known of them. */
function withScripts(file: unknown): unknown {
  const profiles = memberOf(file, 'profiles')
  return {
    ...objectOf(file),
    version: 2,
    ...(Array.isArray(profiles) ? { profiles: profiles.map(withScript) } : {}),
  }
}

function withScript(profile: unknown): unknown {
  const messages = memberOf(profile, 'savedMessages')
  if (!Array.isArray(messages)) return profile
  const rest = entriesOf(profile).filter(([name]) => name !== 'savedMessages')
  return { ...Object.fromEntries(rest), script: { messages: messages.map(savedMessage) } }
}

function savedMessage(message: unknown, index: number): unknown {
  const folder = textOf(memberOf(message, 'folder'))
  const kind = memberOf(message, 'kind')
  return {
    id: `m${index + 1}`,
    name: memberOf(message, 'name'),
    folder: folder === '' ? [] : [folder],
    sendAs: kind === 'json' ? 'json-value' : kind,
    text: memberOf(message, 'data'),
    onConnect: false,
  }
}
