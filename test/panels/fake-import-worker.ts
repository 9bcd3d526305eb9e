import { ImportReading } from '../../panels/shared/files/import-reading.ts'
import type { ObjectWorker } from '../../panels/shared/worker-object.ts'
import { fakeWorker } from './fake-worker.ts'

/** Reads on the thread of the test. Files are handed over as they are: happy-dom's cannot be copied. */
export function fakeImportWorker(): ObjectWorker {
  const worker = fakeWorker<string>(
    () => new ImportReading(),
    (message) => message,
  )
  worker.postMessage('')
  return worker
}
