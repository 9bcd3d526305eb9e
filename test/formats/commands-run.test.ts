import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeScript } from '../../src/formats/export-javascript.ts'
import { type RunningServer, startServer } from '../servers/start.ts'

// What is copied for other tools, run by those tools.

let server: RunningServer

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
})
afterAll(() => server?.stop())

/** Runs a program until its output says something, or it ends. @returns the output */
async function outputUntil(words: string, program: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(input)
  let output = ''
  for await (const part of child.stdout) {
    output += String(part)
    if (output.includes(words)) break
  }
  child.kill()
  return output
}

test('the script for Node.js connects, sends and shows the answer', async () => {
  const script = nodeScript({
    url: `ws://127.0.0.1:${server.port}/echo`,
    headers: [{ name: 'X-Quote', value: `it's "x" $HOME`, enabled: true }],
    savedMessages: [{ name: '', kind: 'json', data: '{"op":"hello"}' }],
  })
  const output = await outputUntil('hello', process.execPath, ['--input-type=module', '-'], script)
  expect(output).toContain('{"op":"hello"}')
})
