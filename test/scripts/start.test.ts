import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test.each([
  ['--brwoser', 'Unknown option'],
  ['--port=echo', 'No port'],
  ['--port=65536', 'No port'],
])('npm start says what it cannot understand (%s), and what there is', (option, reason) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', option], { encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toMatch(new RegExp(`^${reason}.*\n\n$`))
  expect(stdout).toContain('--browser <name or path>')
})
