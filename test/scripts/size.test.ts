import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { neededFiles } from '../../scripts/size.mjs'

test('what a file cannot start without are its imports and theirs, but for import()', async () => {
  const dist = mkdtempSync(path.join(os.tmpdir(), 'switchboard-size-'))
  const files = {
    'loader.js': `import './assets/main.js'`,
    'assets/main.js': `import{a}from"./a.js";export*from"./b.js";const later=()=>import("./later.js");export{a,later}`,
    'assets/a.js': `export{b as a}from"./b.js"`,
    'assets/b.js': `export const b='import "./no.js"'`,
    'assets/later.js': '',
  }
  mkdirSync(path.join(dist, 'assets'))
  for (const [name, source] of Object.entries(files)) writeFileSync(path.join(dist, name), source)
  const needed = await neededFiles(dist, ['loader.js'])
  rmSync(dist, { recursive: true })
  expect(needed).toEqual(['loader.js', 'assets/main.js', 'assets/a.js', 'assets/b.js'])
})
