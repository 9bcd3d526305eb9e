import path from 'node:path'
import { build } from 'vite'

/**
 * A module and what it imports as one script that leaves its exports behind under a name, to be run in pages where no module can be
 * imported.
 */
export async function scriptOf(file: string, name: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2024',
      lib: { entry: path.resolve(file), formats: ['iife'], name },
    },
  })
  const [bundle] = Array.isArray(output) ? output : [output]
  if (!bundle || !('output' in bundle)) throw new Error(`${file} was not built`)
  return bundle.output[0].code
}
