import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, targets } from './build.mjs'
import { ensureDependencies, root } from './setup.mjs'

/**
 * `node scripts/run.mjs test/bench/main.ts [arguments]`: runs the `main(arguments)` of a TypeScript module in Node, with
 * both builds made. Node itself reads TypeScript only from version 22 on.
 */
const [file, ...args] = process.argv.slice(2)
if (!file) throw new Error('Which module? node scripts/run.mjs test/bench/main.ts')

ensureDependencies()
for (const target of targets) {
  if (!(await build(target))) throw new Error(`The build for ${target} failed`)
}
const { runnerImport } = await import('vite')
const { module } = await runnerImport(pathToFileURL(path.resolve(root, file)).href, { configFile: false, root })
await module.main(args)
