import { openLogDatabase } from '../../src/log/database.ts'
import { LogReader } from '../../src/log/reader.ts'
import { blobSink, fileSink } from './export-sink.ts'
import { type ExportMessage, type ExportOrder, exportLog, mediaTypes } from './log-export.ts'

// The entry of the Worker that writes one file: only what connects the parts. To cancel it is to end the Worker.

addEventListener('message', ({ data }: MessageEvent<ExportOrder>) => void run(data))

async function run({ task, file }: ExportOrder): Promise<void> {
  try {
    const reader = new LogReader(await openLogDatabase())
    const sink = file ? await fileSink(file) : blobSink(mediaTypes[task.format])
    const made = await exportLog(reader, task, sink, (entries, seq) => tell({ type: 'progress', entries, seq }))
    tell({ type: 'done', ...made })
  } catch (error) {
    tell({ type: 'failed', message: String(error) })
  }
}

function tell(message: ExportMessage): void {
  postMessage(message)
}
