import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { headerLimits } from '../../src/core/headers.ts'

it('the user guide’s table says what the code knows', () => {
  const cell = (limit: string | undefined) => (limit === undefined ? 'works' : `refused: ${limit}`)
  const rows = Object.entries(headerLimits).flatMap(([name, { chromium, firefox }]) => [
    `| \`${name}\` | set | ${cell(chromium.set)} | ${cell(firefox.set)} |`,
    `| \`${name}\` | remove | ${cell(chromium.remove)} | ${cell(firefox.remove)} |`,
  ])
  const guide = readFileSync('docs/headers.md', 'utf8')
  for (const row of rows) expect(guide).toContain(row)
})
