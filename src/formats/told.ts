import { builtInNames, variablesIn } from '../core/variables.ts'
import { listed } from './count.ts'
import type { Draft } from './draft.ts'
import type { ImportedProfile } from './imported.ts'

// What several tools have and Switchboard has not, or not so, and a person is to know before anything is added.

export function noteScripts(hasSome: boolean, draft: Draft, place: string): void {
  if (hasSome) draft.note(place, 'Scripts and tests were left out: nothing of a file is run.')
}

/** @param names variables of a request or a folder, which would hold for it only */
export function noteVariables(names: readonly string[], draft: Draft, place: string): void {
  if (names.length > 0) draft.note(place, `Left out, as variables are in environments here: ${listed(names)}.`)
}

/** What Postman and Bruno put in the place of `{{$name}}`. */
export function noteBuiltIns(profile: ImportedProfile, draft: Draft, place: string): void {
  const names = variablesIn(JSON.stringify(profile)).filter((name) => name.startsWith('$'))
  const unknown = names.filter((name) => !builtInNames.includes(name)).map((name) => `{{${name}}}`)
  if (unknown.length > 0) draft.note(place, `Not known here, and refused when it is used: ${listed(unknown)}.`)
  if (names.includes('$timestamp')) draft.note(place, `In milliseconds here, not in seconds: ${'{{$timestamp}}'}.`)
}
