import { systemClock } from './clock.ts'
import { openLogDatabase } from './database.ts'
import { growthChannelName, type LogGrowth, type LogLoss, lossChannelName } from './growth.ts'
import { type MarksChanged, marksChannelName } from './mark.ts'
import { LogReader } from './reader.ts'
import type { ReaderRequest } from './reader-protocol.ts'
import { ReaderServer } from './reader-server.ts'

// The entry of a view's reader Worker: only what connects the parts.
const server = new ReaderServer({
  reader: openLogDatabase().then(
    (database) => new LogReader(database),
    () => new LogReader(undefined),
  ),
  clock: systemClock,
  post: (message) => self.postMessage(message),
})

const growth = new BroadcastChannel(growthChannelName)
growth.addEventListener('message', (event: MessageEvent<LogGrowth>) => server.grow(event.data))
const losses = new BroadcastChannel(lossChannelName)
losses.addEventListener('message', (event: MessageEvent<LogLoss>) => server.lose(event.data))
const marks = new BroadcastChannel(marksChannelName)
marks.addEventListener('message', (event: MessageEvent<MarksChanged>) => server.remark(event.data))
self.addEventListener('message', (event: MessageEvent<ReaderRequest>) => server.receive(event.data))
