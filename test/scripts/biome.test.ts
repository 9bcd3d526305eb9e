import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** One file each, and the rule it is to break. */
const violations: readonly [file: string, source: string, rule: string][] = [
  ['src/core/a1.ts', "import '../wire/x.ts'", 'noRestrictedImports'],
  ['src/core/a2.ts', "import 'idb'", 'noRestrictedImports'],
  ['src/core/a3.ts', "import type { X } from '../log/x.ts'\nexport type Y = X", 'noRestrictedImports'],
  ['src/core/a4.ts', "export { x } from '../platform/x.ts'", 'noRestrictedImports'],
  ['src/core/a5.ts', "export const x = import('../../panels/shared/x.ts')", 'noRestrictedImports'],
  ['src/formats/b1.ts', "import '../wire/x.ts'", 'noRestrictedImports'],
  ['src/wire/c1.ts', "import '../log/x.ts'", 'noRestrictedImports'],
  ['src/log/d1.ts', "import '../transport/x.ts'", 'noRestrictedImports'],
  ['src/log/deep/d2.ts', "import '../../wire/x.ts'", 'noRestrictedImports'],
  ['src/client/e1.ts', "import '../background/x.ts'", 'noRestrictedImports'],
  ['src/client/e2.ts', "import '../platform/x.ts'", 'noRestrictedImports'],
  ['src/platform/f1.ts', "import '../wire/x.ts'", 'noRestrictedImports'],
  ['src/background/g1.ts', "import '../transport/x.ts'", 'noRestrictedImports'],
  ['src/background/g2.ts', "import '../log/x.ts'", 'noRestrictedImports'],
  ['src/background/g3.ts', "import 'webextension-polyfill'", 'noRestrictedImports'],
  ['src/background/g4.ts', "import '../../panels/shared/x.ts'", 'noRestrictedImports'],
  ['src/transport/h1.ts', "import '../background/x.ts'", 'noRestrictedImports'],
  ['src/transport/h2.ts', "import '../formats/x.ts'", 'noRestrictedImports'],
  ['src/transport/h3.ts', "import 'preact'", 'noRestrictedImports'],
  ['panels/shared/i1.ts', "import '../../src/background/x.ts'", 'noRestrictedImports'],
  ['panels/shared/i2.ts', "import '../inspector/x.ts'", 'noRestrictedImports'],
  ['panels/inspector/j1.ts', "import '../popup/x.ts'", 'noRestrictedImports'],
  ['panels/inspector/log/j2.ts', "import '../../../src/transport/x.ts'", 'noRestrictedImports'],
  ['panels/popup/k1.ts', "import 'webextension-polyfill'", 'noRestrictedImports'],
  ['panels/options/l1.ts', "import '../inspector/x.ts'", 'noRestrictedImports'],
  ['panels/devtools/m1.ts', "import '../../src/background/x.ts'", 'noRestrictedImports'],
  ['src/background/n1.ts', "export const x = new WebSocket('ws://x')", 'noRestrictedGlobals'],
  ['src/transport/n2.ts', "export const x = new WebSocketStream('ws://x')", 'noRestrictedGlobals'],
  ['src/transport/socket.ts', 'export const x = chrome.runtime.id', 'noRestrictedGlobals'],
  ['panels/inspector/n3.ts', 'export const x = browser.runtime.id', 'noRestrictedGlobals'],
  ['src/platform/n4.ts', "export const x = new WebSocket('ws://x')", 'noRestrictedGlobals'],
  ['src/log/o1.ts', "import { b } from './o2.ts'\nexport const a = () => b", 'noImportCycles'],
  ['src/log/o2.ts', "import { a } from './o1.ts'\nexport const b = () => a", 'noImportCycles'],
  ['src/log/p1.ts', 'async function f() {}\nexport function g() {\n  f()\n}', 'noFloatingPromises'],
  ['src/log/p2.ts', 'export const x: any = 1', 'noExplicitAny'],
  ['src/log/p3.ts', "export const x = eval('1')", 'noGlobalEval'],
  ['panels/shared/q1.tsx', 'export const x = <div onClick={() => 1} />', 'useKeyWithClickEvents'],
  ['panels/shared/q2.tsx', 'export const x = <img src="x" />', 'useAltText'],
]

/** What the table allows, and what only looks like a violation. */
const allowed: readonly [file: string, source: string][] = [
  ['src/core/ok1.ts', "import 'valibot'\nimport 'json-p3'\nimport './result.ts'"],
  ['src/log/ok2.ts', "import '../core/x.ts'\nimport 'idb'"],
  ['src/log/deep/ok3.ts', "import '../block.ts'\nimport '../../core/x.ts'"],
  ['src/client/ok4.ts', "import '../wire/x.ts'"],
  ['src/background/ok5.ts', "import '../platform/x.ts'\nimport '../formats/x.ts'"],
  ['src/transport/ok6.ts', "import '../log/x.ts'\nimport '../platform/x.ts'\nimport './worker.ts?worker&url'"],
  ['src/platform/ok7.ts', "import 'webextension-polyfill'\nexport const x = chrome.runtime.id"],
  ['panels/inspector/ok8.tsx', "import '../shared/x.ts'\nimport '../../src/log/x.ts'\nimport 'preact'"],
  ['panels/inspector/log/ok9.tsx', "import '../../shared/x.ts'\nimport '../../../src/client/x.ts'"],
  ['test/e2e/ok10.ts', "export const x = new WebSocket('ws://x')"],
]

const folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-lint-'))
const found = new Map<string, string[]>()

beforeAll(() => {
  copyFileSync('biome.json', path.join(folder, 'biome.json'))
  for (const [file, source] of [...violations, ...allowed]) plant(file, source)
  for (const { category, location } of lint()) {
    const rules = found.get(location.path) ?? []
    found.set(location.path, [...rules, category.split('/').at(-1) ?? ''])
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function plant(file: string, source: string) {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(folder, file), `${source}\n`)
}

function lint(): { category: string; location: { path: string } }[] {
  const biome = path.resolve('node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }))
      .diagnostics
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).diagnostics
  }
}

test.each(violations)('%s: %s breaks %s', (file, _, rule) => {
  expect(found.get(file)).toContain(rule)
})

test.each(allowed)('%s is allowed', (file) => {
  expect(found.get(file)).toBeUndefined()
})
