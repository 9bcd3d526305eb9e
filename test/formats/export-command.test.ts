import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importCommandLine } from '../../src/formats/command-line.ts'
import { curlCommand, quote, websocatCommand, wscatCommand } from '../../src/formats/export-command.ts'
import { browserScript, nodeScript, playwrightScript } from '../../src/formats/export-javascript.ts'
import type { CommandProfile } from '../../src/formats/handshake-parts.ts'

const profile: CommandProfile = {
  url: 'wss://echo.example/chat?room=1',
  subprotocols: ['v2.chat', 'v1.chat'],
  headers: [
    { name: 'X-Quote', value: `it's "x" $HOME`, enabled: true },
    { name: 'X-Off', value: '1', enabled: false },
    { name: 'X-Lines', value: 'a\r\nEvil: b', enabled: true },
  ],
  parameters: [{ name: 'a b', value: 'ü&{{v}}', enabled: true }],
  auth: { type: 'bearer', token: 'abc', prefix: 'Bearer' },
  savedMessages: [{ name: '', kind: 'json', data: '{"op":"hello"}' }],
}

describe('command lines', () => {
  it('quotes what zsh would take for the path of a command', () => {
    expect(quote('=a=b')).toBe("'=a=b'")
    expect(quote('a=b')).toBe('a=b')
  })

  it('of wscat', () => {
    expect(wscatCommand(profile)).toBe(
      `# To be filled in: {{v}}.\nwscat --connect='wss://echo.example/chat?room=1&a%20b=%C3%BC%26{{v}}' --subprotocol=v2.chat --subprotocol=v1.chat ` +
        `--header='X-Quote: it'\\''s "x" $HOME' --header='X-Lines: a Evil: b' --header='Authorization: Bearer abc' ` +
        `--execute='{"op":"hello"}'`,
    )
  })

  it('of websocat', () => {
    expect(
      websocatCommand({
        url: 'ws://a/',
        subprotocols: ['x', 'y'],
        auth: { type: 'api-key', key: 'K', value: 'v', addTo: 'header' },
      }),
    ).toBe(`websocat --protocol=x,y --header='K: v' ws://a/`)
  })

  it('of curl', () => {
    expect(curlCommand({ url: 'ws://a/', auth: { type: 'basic', username: 'ada', password: 'ü' } })).toMatch(
      /^curl --include .*--header 'Upgrade: websocket'.* --header 'Authorization: Basic YWRhOsO8' --url http:\/\/a\/$/,
    )
  })

  it('say what they cannot do', () => {
    const auth = {
      type: 'oauth2',
      grantType: 'client_credentials',
      authorizationUrl: '',
      accessTokenUrl: '',
      clientId: '',
      clientSecret: '',
      scope: '',
    } as const
    expect(wscatCommand({ url: 'ws://a', auth })).toMatch(/^# The OAuth 2.0 access token is not included.*\nwscat /)
  })

  it.each([
    ['wscat', wscatCommand],
    ['websocat', websocatCommand],
    ['curl', curlCommand],
  ])('of %s are read back', { timeout: 60_000 }, (_, write) => {
    const value = fc.string({ unit: 'binary', maxLength: 20 }).map((text) =>
      text
        .replace(/[\r\n]/g, '')
        .replaceAll('\u0000', '')
        .trim(),
    )
    fc.assert(
      fc.property(value, value, (header, query) => {
        const headers = [{ name: 'X-A', value: header, enabled: true }]
        const url = `ws://h/p?q=${encodeURIComponent(query.toWellFormed())}`
        const read = importCommandLine(write({ url, headers, subprotocols: ['a', 'b'] }))
        expect(read).toMatchObject({
          ok: true,
          value: { profiles: [{ url, headers, subprotocols: ['a', 'b'] }], notes: [] },
        })
      }),
      { numRuns: 200 },
    )
  })

  it.runIf(process.platform !== 'win32')('are one word to a real shell, whatever they hold', () => {
    const words = [`it's`, '$HOME `id` $(id)', '-x', '', 'a\\b', '"', '*', '!x', 'é\u2028', '\t']
    const script = `printf '%s\\0' ${words.map(quote).join(' ')}`
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words)
  })

  it.runIf(process.platform !== 'win32')(
    'have nothing that a terminal takes for a key, and are the same to a shell',
    () => {
      const words = ['a\r\nb', `it's \\ \x1b[201~\nid`, '\x03\x7f1']
      const script = `printf '%s\\0' ${words.map(quote).join(' ')}`
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      expect(script).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/)
      expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words)
    },
  )
})

describe('a message', () => {
  const of = (kind: 'text' | 'binary', data: string) => ({ url: 'ws://a/', savedMessages: [{ name: '', kind, data }] })

  it('goes into websocat through a pipe, as one message whatever it holds', () => {
    expect(websocatCommand(of('text', `it's`))).toBe(`printf '%s\\n' 'it'\\''s' | websocat --no-close ws://a/`)
    expect(websocatCommand(of('text', 'a\nb'))).toBe(
      `printf '%s\\0' 'a\nb' | websocat --null-terminated --no-close ws://a/`,
    )
    expect(websocatCommand(of('text', ''))).toBe(`printf '%s\\0' '' | websocat --null-terminated --no-close ws://a/`)
    expect(websocatCommand(of('binary', 'AP8='))).toBe(
      'printf %s AP8= | base64 --decode | websocat --binary --no-close ws://a/',
    )
    expect(websocatCommand(of('text', 'x'.repeat(70_000)))).toContain('--buffer-size=70001')
  })

  it('is left out where wscat cannot send it, which is said', () => {
    for (const profile of [of('binary', 'AP8='), of('text', '')]) {
      expect(wscatCommand(profile)).toMatch(/^# wscat sends neither .*\nwscat --connect=ws:\/\/a\/$/)
    }
  })

  it('is left out where it is longer than an argument of wscat may be, which is said', () => {
    const run = (length: number) => {
      const line = wscatCommand(of('text', 'é'.repeat(length / 2)))
      return { line, input: line.replace('wscat', "env printf '%s'") }
    }
    const longest = run(131_060)
    expect(execFileSync('sh', { input: longest.input }).length).toBe('--connect=ws://a/--execute='.length + 131_060)
    const { line, input } = run(131_062)
    expect(line).toMatch(/^# Linux takes no argument of more than 128 KiB.*\nwscat --connect=ws:\/\/a\/$/)
    expect(String(execFileSync('sh', { input }))).toBe('--connect=ws://a/')
  })

  it('is left out where no command can hold it, which is said', () => {
    for (const write of [wscatCommand, websocatCommand]) {
      expect(write(of('text', 'a\0b'))).toMatch(
        /^# A command cannot hold a zero byte.*\n(wscat --connect=|websocat )ws:\/\/a\/$/,
      )
    }
  })

  it('is sent by scripts even when it is empty', () => {
    expect(nodeScript(of('text', ''))).toContain('socket.send("")')
    expect(playwrightScript(of('text', ''))).toContain('"message":""')
    expect(playwrightScript({ url: 'ws://a/' })).toContain('"message":null')
  })
})

describe('scripts', () => {
  it('for a page', () => {
    expect(browserScript(profile)).toBe(`// To be filled in: {{v}}.
// A page cannot send the header X-Quote.
// A page cannot send the header X-Lines.
// A page cannot send the header Authorization.
const socket = new WebSocket("wss://echo.example/chat?room=1&a%20b=%C3%BC%26{{v}}", ["v2.chat","v1.chat"])
socket.binaryType = 'arraybuffer'
socket.onopen = () => {
  socket.send("{\\"op\\":\\"hello\\"}")
}
socket.onmessage = ({ data }) => console.log(data)
socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean)
`)
  })

  it('for Node.js and Playwright', () => {
    expect(nodeScript(profile)).toContain(
      '{ headers: {"X-Quote":"it\'s \\"x\\" $HOME","X-Lines":"a Evil: b","Authorization":"Bearer abc"} }',
    )
    expect(playwrightScript(profile)).toContain('test.use({ extraHTTPHeaders: {"X-Quote"')
    const ofSite = { url: 'ws://a/', headers: [{ name: 'origin', value: 'https://b.example', enabled: true }] }
    expect(playwrightScript(ofSite)).toMatch(/^\/\/ A page sends its own header origin, .*\nimport .*\n\ntest\(/)
    expect(playwrightScript(ofSite)).not.toContain('b.example')
  })

  it('cannot be broken out of', () => {
    const evil = '"\');</script>\n\u2028alert(1)//'
    const script = browserScript({ url: evil, headers: [{ name: evil, value: '', enabled: true }] })
    expect(script).not.toContain('</script>')
    expect(script.split(/[\n\r\u2028\u2029]/).filter((line) => line.startsWith('alert'))).toEqual([])
  })
})
