import { parentPort } from 'node:worker_threads'
import { createServer } from 'vite'

// Vite makes JavaScript of the source, as it does for the build; Node of the oldest version we support cannot.
const vite = await createServer({
  configFile: false,
  logLevel: 'silent',
  server: { middlewareMode: true, ws: false, hmr: false, watch: null },
})
const { lookThrough } = await vite.ssrLoadModule('/src/transport/match-server.ts')
parentPort?.on('message', (batch) =>
  lookThrough(batch, (/** @type {unknown} */ report) => parentPort?.postMessage(report)),
)
