/** The name of the BroadcastChannel on which the writer tells whose bookmarks are others now. */
export const marksChannelName = 'switchboard-log-marks'

/** What it tells. */
export interface MarksChanged {
  readonly logId: string
}

/** A bookmark at an entry of a log. */
export interface Mark {
  /** The sequence number of the entry. */
  readonly seq: number
  /** What the person wrote about it; empty for nothing. */
  readonly note: string
}
