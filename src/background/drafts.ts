import { shaped } from '../core/bounds.ts'
import { type Draft, emptyDraft, type Profile } from '../core/profile.ts'
import { draftSchema } from '../wire/commands.ts'
import { belonging } from './belonging.ts'

// What a person is writing.

export async function readDraft({ id, kind }: Profile): Promise<Draft> {
  return shaped(draftSchema, await belonging('draft', id).read()) ?? emptyDraft(kind)
}

export function writeDraft({ id }: Profile, draft: Draft): Promise<void> {
  return belonging('draft', id).write(draft)
}
