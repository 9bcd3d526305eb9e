import { type ObjectRequest, reply } from '../worker-object.ts'
import { ImportReading } from './import-reading.ts'

// The entry of the Worker that reads one import: only what connects the parts. To cancel it is to end the Worker.

const reading = new ImportReading()

addEventListener('message', ({ data }: MessageEvent<ObjectRequest>) => {
  void reply(reading, data).then((answer) => postMessage(answer))
})
