import path from 'node:path'
import { build } from 'vite'

/** The finder as one script that leaves `finder` behind, to be run in pages where no module can be imported. */
export async function finderSource(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: path.join(import.meta.dirname, 'finder.ts'), formats: ['iife'], name: 'finder' },
    },
  })
  const [bundle] = Array.isArray(output) ? output : [output]
  if (!bundle || !('output' in bundle)) throw new Error('the finder was not built')
  return bundle.output[0].code
}
