import type { LogContent } from './log-entry.ts'

/** A conversation that took place elsewhere, kept as a log of its own that nothing is added to. */
export interface Recording {
  readonly id: string
  readonly profileId: string
  /** Where it came from, such as the name of a file. */
  readonly name: string
  /** When it began, in epoch milliseconds. */
  readonly startedAt: number
  readonly messages: number
}

/** What a recording can tell. */
export type RecordedContent = Extract<LogContent, { type: 'handshake' | 'opened' | 'message' | 'note' }>

/** The log a recording is kept in; its id begins with the profile's like every log of a profile. */
export function recordingLogId({ profileId, id }: Pick<Recording, 'profileId' | 'id'>): string {
  return `${profileId}.${id}`
}
