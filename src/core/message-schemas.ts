import type { Direction } from './log-entry.ts'

/** JSON Schemas that the messages of a profile are to fit. */
export interface MessageSchemas {
  /** `both`: one schema for either way; `each`: one for what is sent and one for what is received. */
  readonly use: 'none' | 'both' | 'each'
  /** As written. Of what is sent, or of both; empty where nothing is asked. */
  readonly sent: string
  readonly received: string
  /** Whether a message that does not fit is kept from being sent; otherwise there is a warning. */
  readonly refuse: boolean
}

export const noSchemas: MessageSchemas = { use: 'none', sent: '', received: '', refuse: false }

/** The schema that messages of one way are to fit, if there is one. */
export function schemaFor({ use, sent, received }: MessageSchemas, direction: Direction): string | undefined {
  if (use === 'none') return undefined
  const schema = use === 'both' || direction === 'sent' ? sent : received
  return schema.trim() === '' ? undefined : schema
}
