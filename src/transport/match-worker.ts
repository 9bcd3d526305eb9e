import type { MatchBatch, MatchReport } from './match-protocol.ts'
import { lookThrough } from './match-server.ts'

// Wiring only: a thread that may be ended at any time.

addEventListener('message', ({ data }: MessageEvent<MatchBatch>) =>
  lookThrough(data, (report: MatchReport) => postMessage(report)),
)
