import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { curlCommand, wscatCommand } from '../../src/formats/export-command.ts'
import { browserScript, nodeScript, playwrightScript } from '../../src/formats/export-javascript.ts'
import type { CommandProfile } from '../../src/formats/handshake-parts.ts'
import { type RunningServer, startServer } from '../servers/start.ts'

// What is copied for other tools, run by those tools against a server that records handshakes and sends back messages.

let server: RunningServer

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
})
afterAll(() => server?.stop())

/** What shells, JavaScript and command lines take for their own. */
const awkward = `it's "x" $HOME \${HOME} $(id) \`id\` \\n %s ; rm & | > # ! * ~ -x --y`
const message = JSON.stringify({ op: `${awkward} é 你好 🙂` })

function profileAt(query: string, place = '/record'): CommandProfile {
  return {
    url: `ws://127.0.0.1:${server.port}${place}?from=${query}&b=it's%20$HOME`,
    subprotocols: ['v2.example', 'v1.example'],
    headers: [{ name: 'X-Awkward', value: awkward, enabled: true }],
    savedMessages: [{ name: '', kind: 'json', data: message }],
  }
}

interface Recorded {
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
}

/** The handshake of a profile as it was on the wire. */
async function handshakeOf(query: string): Promise<Recorded | undefined> {
  const response = await fetch(`http://127.0.0.1:${server.port}/requests`)
  const all = (await response.json()) as { url: string; rawHeaders: string[] }[]
  const found = all.find(({ url }) => url.includes(`?from=${query}&`))
  if (!found) return undefined
  const { url, rawHeaders } = found
  const names = rawHeaders.filter((_, index) => index % 2 === 0)
  return { url, headers: new Map(names.map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? ''])) }
}

async function expectHandshake(query: string): Promise<void> {
  const { url, headers } = (await handshakeOf(query)) ?? expect.unreachable('There was no handshake.')
  // Shells and tools must not touch it; a quote may be encoded, which is the same address.
  expect(decodeURIComponent(url)).toMatch(/^\/\w+\?from=\w+&b=it's \$HOME$/)
  expect(headers.get('x-awkward')).toBe(awkward)
  expect(headers.get('sec-websocket-protocol')?.split(/, ?/)).toEqual(['v2.example', 'v1.example'])
}

interface Run {
  /** Without it the program is left to wait, as at a terminal: wscat ends when there is nothing more to read. */
  readonly input?: string
  readonly cwd?: string
}

/** Runs a program until its output says something, or it ends. @returns the output */
async function outputUntil(words: string, program: string, args: readonly string[], run: Run = {}): Promise<string> {
  const bin = path.resolve('node_modules/.bin')
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env, cwd: run.cwd })
  if (run.input !== undefined) child.stdin.end(run.input)
  let output = ''
  for await (const part of child.stdout) {
    output += String(part)
    if (output.includes(words)) break
  }
  child.kill()
  return output
}

const shell = (words: string, line: string) => outputUntil(words, 'sh', ['-c', `exec ${line}`])
const inNode = (words: string, script: string, cwd?: string) =>
  outputUntil(words, process.execPath, ['--input-type=module', '-'], { input: script, ...(cwd ? { cwd } : {}) })

test('the line of wscat connects with header and subprotocols, sends and shows the answer', async () => {
  expect(await shell(message, wscatCommand(profileAt('wscat')))).toContain(message)
  await expectHandshake('wscat')
})

test('the line of curl shakes hands, and shows what comes while the connection is open', async () => {
  // In a pipe curl holds the headers back until the first frame comes.
  const output = await shell('hello, not json', `${curlCommand(profileAt('curl', '/text'))} 2>/dev/null`)
  expect(output).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/)
  // The answer to the sample nonce of RFC 6455 section 1.3.
  expect(output).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
  await expectHandshake('curl')
})

test('the script for Node.js connects with header and subprotocols, sends and shows the answer', async () => {
  expect(await inNode(message, nodeScript(profileAt('node')))).toContain(message)
  await expectHandshake('node')
})

test('bytes go out as they are', async () => {
  const savedMessages = [{ name: '', kind: 'binary', data: 'AP8B' }] as const
  expect(await inNode('Buffer', nodeScript({ ...profileAt('bytes'), savedMessages }))).toContain('<Buffer 00 ff 01>')
})

test('the script for a page connects, sends and shows the answer', async () => {
  // Not every Node.js has the WebSocket of pages; that of ws is the same to a script.
  const page = `globalThis.WebSocket = (await import('ws')).WebSocket\n`
  const script = browserScript({ ...profileAt('page'), headers: [] })
  expect(await inNode(message, `${page}{\n${script}}`)).toContain(message)
  expect((await handshakeOf('page'))?.headers.get('sec-websocket-protocol')).toMatch(/^v2\.example, ?v1\.example$/)
})

test('the test for Playwright runs: it asks for the header, connects, sends and passes with the answer', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-playwright-'))
  const stand = path.join(folder, 'node_modules/@playwright/test')
  mkdirSync(stand, { recursive: true })
  writeFileSync(path.join(stand, 'package.json'), '{"type":"module","exports":"./index.js"}')
  // Where a test of Playwright runs, as far as the script uses it: a page whose functions run here.
  const ws = path.resolve('node_modules/ws/wrapper.mjs')
  writeFileSync(
    path.join(stand, 'index.js'),
    `globalThis.WebSocket = (await import(${JSON.stringify(ws)})).WebSocket
    const page = { evaluate: (run, argument) => run(JSON.parse(JSON.stringify(argument))) }
    const told = (holds, value) => console.log(holds ? 'passed with ' + value : 'failed with ' + value)
    export const expect = (value) => ({
      toBeTruthy: () => told(Boolean(value), value),
      toBeDefined: () => told(value !== undefined, value),
    })
    export const test = Object.assign((title, run) => void run({ page }), {
      use: (options) => console.log(JSON.stringify(options)),
    })`,
  )
  const output = await inNode('ed with', playwrightScript(profileAt('playwright')), folder)
  // An empty answer is one, too.
  const savedMessages = [{ name: '', kind: 'text', data: '' }] as const
  const empty = await inNode('ed with', playwrightScript({ ...profileAt('empty'), savedMessages }), folder)
  rmSync(folder, { recursive: true })
  expect(empty).toContain('passed with')
  expect(output).toContain(JSON.stringify({ extraHTTPHeaders: { 'X-Awkward': awkward } }))
  expect(output).toContain(`passed with ${message}`)
})
