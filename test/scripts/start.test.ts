import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
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

test('npm start says at once that the port is taken, and nothing else', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', `--port=${port}`, '--once'], {
    encoding: 'utf8',
  })
  other.close()
  expect(stderr).toBe(`The demo server cannot listen at 127.0.0.1:${port} (EADDRINUSE). Choose another port.\n`)
  expect(stdout).toBe('')
  expect(status).toBe(1)
})
