import type { Browser } from '../../../src/core/headers.ts'
import type { ImportedEnvironment, ImportNote } from '../../../src/formats/imported.ts'
import { t } from '../text.ts'
import type { AddedProfile, AddedRecording } from './additions.ts'
import type { ImportReader } from './import-reader.ts'
import type { Reading, ReadProfile, ReadRecording } from './reading.ts'
import { beginningOf, type RecordedPart } from './recorded-entries.ts'

/** What an import brings, before anything is changed. */
export interface Preview extends Pick<Reading, 'notes' | 'secrets' | 'folders' | 'rules' | 'rulesFault' | 'isLocked'> {
  readonly sources: readonly string[]
  readonly candidates: readonly Candidate[]
  readonly environments: readonly ImportedEnvironment[]
}

/** A profile that can be added, unless it has a fault. */
export type Candidate = AddedProfile & Pick<ReadProfile, 'variables' | 'fault'>

type Portions = Pick<ImportReader, 'portion'>

/** @param untitled what recordings are called that come from no file */
export function previewOf(reading: Reading, reader: Portions, untitled: string): Preview {
  const { profiles, otherFiles, notes, ...rest } = reading
  const others = otherFiles === 0 ? [] : [hint(t('otherFilesLeftOut', otherFiles))]
  return {
    ...rest,
    notes: [...notes, ...others],
    candidates: profiles.map(({ recordings, ...profile }) => ({
      ...profile,
      recordings: recordings.map((one) => addedRecording(one, reader, one.file || untitled)),
    })),
  }
}

/** Of the sockets of the inspected page, with what its browser does not tell. */
export function pagePreview(reading: Reading, reader: Portions, browser: Browser): Preview {
  const preview = previewOf(reading, reader, t('inspectedPage'))
  const hints = [t('pageSocketsSeen'), ...(browser === 'firefox' ? [t('pageMessagesUnseen')] : []), t('pageTokenHint')]
  return { ...preview, sources: [t('inspectedPage')], notes: [...hints.map(hint), ...preview.notes] }
}

function hint(message: string): ImportNote {
  return { place: '', message }
}

function addedRecording(recording: ReadRecording, reader: Portions, name: string): AddedRecording {
  const { startedAt, messages } = recording
  return { name, startedAt, messages, portions: () => portionsOf(recording, reader, t('recordedIn', name)) }
}

/** Ends early when what was read is given up. */
async function* portionsOf(recording: ReadRecording, reader: Portions, source: string): AsyncGenerator<RecordedPart> {
  yield { entries: beginningOf(recording, source), marks: [] }
  for (let from = 0; from < recording.messages; ) {
    const portion = await reader.portion(recording.index, from)
    if (!portion) return
    yield portion
    from = portion.next
  }
}
