import { shaped } from '../core/bounds.ts'
import { type Draft, emptyDraft, type Profile } from '../core/profile.ts'
import { storageItem } from '../platform/storage.ts'
import { draftSchema } from '../wire/commands.ts'

// What a person is writing. It stays when its profile is deleted, so that undo brings it back.

export async function readDraft({ id, kind }: Profile): Promise<Draft> {
  return shaped(draftSchema, await itemOf(id).read()) ?? emptyDraft(kind)
}

export function writeDraft({ id }: Profile, draft: Draft): Promise<void> {
  return itemOf(id).write(draft)
}

function itemOf(profileId: string) {
  return storageItem('local', `draft/${profileId}`)
}
