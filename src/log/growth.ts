import type { Block } from './block.ts'

/** The name of the BroadcastChannel on which the writer tells what has been stored. */
export const growthChannelName = 'switchboard-log-growth'

/** The entries a log holds on disk: `rows` of them from sequence number `first` on, without a hole. */
export interface LogExtent {
  readonly first: number
  readonly rows: number
}

/** Tells that a log holds these entries now. A later notice makes an earlier one needless. */
export interface LogGrowth extends LogExtent {
  readonly logId: string
  /** The last entries, where they are few: whoever shows them need not read them. */
  readonly last?: Block
}

/** The name of the BroadcastChannel on which the writer tells what it could not store. */
export const lossChannelName = 'switchboard-log-losses'

/** Tells that so many entries of a log could not be stored. The log says so itself as soon as it can be written. */
export interface LogLoss {
  readonly logId: string
  readonly entries: number
}
