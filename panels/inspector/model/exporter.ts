import { startWorker } from '../../../src/platform/trusted-worker.ts'
import { extensionVersion } from '../../../src/platform/version.ts'
import { chooseFile, discard } from '../../shared/choose-file.ts'
import { exportWorkerUrl } from '../../shared/export-worker-url.ts'
import { type ExportMessage, mediaTypes } from '../../shared/log-export.ts'
import { saveFile } from '../../shared/save-file.ts'
import type { Exporter } from './log-export-control.ts'

/** Each export has a Worker of its own, so that neither the list nor what arrives waits for it. */
export const exporter: Exporter = {
  get version() {
    return extensionVersion()
  },
  choose: (name, format) => chooseFile(name, mediaTypes[format]),
  discard,
  save: saveFile,
  start(order, listener) {
    const worker = startWorker(exportWorkerUrl)
    worker.addEventListener('message', ({ data }: MessageEvent<ExportMessage>) => {
      if (data.type !== 'progress') worker.terminate()
      listener(data)
    })
    worker.addEventListener('error', ({ message }) => listener({ type: 'failed', message }))
    worker.postMessage(order)
    return () => worker.terminate()
  },
}
