import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, fixtureFolder, importable } from '../formats/fixture-files.ts'
import { violations } from './support/axe.ts'
import type { Json, Surface } from './support/browser.ts'
import {
  connect,
  expectOutcome,
  expectState,
  newConnection,
  present,
  rowCount,
  send,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { openStage } from './support/stage.ts'
import { command } from './support/wire.ts'

const { browser, server, inspector } = await openStage({ hostAccess: 'granted' })

/** Where one names a server, ours takes its place. A file of an environment has no profile. */
const files: readonly string[] = importable.filter((file) => file !== 'bruno/chat/environments/local.bru')

/**
 * What is wrong with the first profile of a file, which comes as it is, and what a person does about it: a header that
 * no browser sends, or one twice; a token that has to be fetched, or a variable without a value.
 */
const hindrances: Readonly<Record<string, readonly [outcome: string, mend: () => Promise<void>]>> = {
  'bruno/chat': ['failed', () => withoutAuthentication().then(withoutHeaders)],
  'opencollection/chat': ['failed', withoutAuthentication],
  'bruno/chat/rooms/join.bru': ['invalid-headers', withoutHeaders],
  'switchboard/v1.json': ['invalid-headers', withoutAuthentication],
  'switchboard/v2.json': ['invalid-headers', withoutAuthentication],
  'insomnia/v4.json': ['failed', withoutAuthentication],
  'insomnia/v4.yaml': ['failed', withoutAuthentication],
  'opencollection/bundled.yml': ['failed', withoutAuthentication],
}

async function withoutAuthentication(): Promise<void> {
  await inspector.click('tab', 'Auth')
  await present(inspector, 'combobox', 'Authentication')
  await inspector.choose('Authentication', 'None')
  await inspector.click('tab', 'Message')
}

async function withoutHeaders(): Promise<void> {
  await inspector.click('tab', 'Headers')
  await present(inspector, 'checkbox', 'Send header')
  await inspector.evaluate(
    `for (const box of document.querySelectorAll('input[aria-label="Send header"]:checked')) box.click()`,
  )
  await inspector.click('tab', 'Message')
}

/** Connects the first profile that a file has brought to our server. */
async function connectTo(file: string): Promise<void> {
  await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
  await inspector.fill('textbox', 'Subprotocols', '')
  const [outcome, mend] = hindrances[file] ?? []
  if (outcome && mend) {
    await inspector.click('button', 'Connect')
    await expectOutcome(inspector, outcome)
    await mend()
  }
  await connect(inspector)
}

const profileCount = () =>
  inspector.evaluate<number>(`return document.querySelectorAll('[role=treeitem]:not([aria-expanded])').length`)

/** Hands a file to the input, or drops it on the dialog, as a person would. */
function give(way: 'choose' | 'drop', name: string, text: string, surface = inspector): Promise<void> {
  return giveMade(way, { name, parts: [[text, 1]] }, surface)
}

/** Chooses a folder. */
function giveFolder(files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  return inspector.evaluate(
    `const input = document.querySelector('dialog[open] input[webkitdirectory]')
    const chosen = args[0].map(([path, text]) =>
      Object.defineProperty(new File([text], path.split('/').at(-1)), 'webkitRelativePath', { value: path }))
    // A script cannot choose a folder.
    Object.defineProperty(input, 'files', { value: chosen })
    input.dispatchEvent(new Event('change', { bubbles: true }))`,
    files,
  )
}

const refusal = () =>
  inspector.evaluate<string>(`return document.querySelector('dialog[open] [role=alert]')?.innerText.trim() ?? ''`)

async function addAll(): Promise<number> {
  await soon(async () => expect(await inspector.find('button', 'Add…')).toMatchObject({ disabled: false }))
  const { text } = (await inspector.find('button', 'Add…')) ?? { text: '' }
  await inspector.click('button', 'Add…')
  await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
  return Number(/\d+/.exec(text)?.[0])
}

async function openImport(): Promise<void> {
  await inspector.click('button', 'Import')
  await present(inspector, 'dialog', 'Import profiles')
}

/** Milliseconds between the two messages that were sent. */
const pauseBetween = 700
const messages = [
  { type: 'send', time: 1_700_000_000, opcode: 1, data: '{"type":"hello","n":1}' },
  { type: 'receive', time: 1_700_000_000.1, opcode: 1, data: '{"type":"welcome","n":1}' },
  { type: 'send', time: 1_700_000_000 + pauseBetween / 1000, opcode: 1, data: '{"type":"ask","n":2}' },
  { type: 'receive', time: 1_700_000_000.9, opcode: 1, data: '{"type":"answer","n":2}', comment: 'odd' },
]
const request = { url: 'ws://echo.example/', headers: [] }
const said = JSON.stringify({ log: { entries: [{ request, _webSocketMessages: messages }] } })

describe('importing', () => {
  it('makes a profile of a pasted wscat line, which connects with its header', async () => {
    await openImport()
    expect(await violations(inspector)).toEqual([])
    const line = `wscat -c ws://127.0.0.1:${server.port}/record?pasted -H 'X-App: demo'`
    await inspector.fill('textbox', 'Or paste text', line)
    await present(inspector, 'region', 'What will be imported')
    expect(await violations(inspector)).toEqual([])
    expect(await addAll()).toBe(1)
    await connect(inspector)
    const requests = await (await fetch(`http://127.0.0.1:${server.port}/requests`)).json()
    const own = (requests as { url: string; rawHeaders: string[] }[]).find(({ url }) => url === '/record?pasted')
    expect(own?.rawHeaders.join(': ').toLowerCase()).toContain('x-app: demo')
  })

  it('is taken back in one step', async () => {
    const before = await profileCount()
    await openImport()
    await give('drop', 'dropped.sh', 'wscat -c ws://h/1\nwscat -c ws://h/2')
    expect(await addAll()).toBe(2)
    await expect.poll(profileCount, waiting).toBe(before + 2)
    await inspector.click('button', 'Undo')
    await expect.poll(profileCount, waiting).toBe(before)
  })

  it('is taken back when its panel goes away meanwhile', async () => {
    const before = await profileCount()
    await openImport()
    const message = ',{"type":"receive","time":1700000001,"opcode":1,"data":"again"}'
    const parts = [
      ['{"log":{"entries":[{"request":{"url":"ws://h/left","headers":[]},"_webSocketMessages":[', 1],
      [message.slice(1), 1],
      [message, 200_000],
      [']}]}}', 1],
    ] as const
    await giveMade('choose', { name: 'left.har', parts })
    await soon(async () => expect(await inspector.find('button', 'Add 1 profile')).toMatchObject({ disabled: false }))
    await inspector.click('button', 'Add 1 profile')
    await present(inspector, 'progressbar', 'Import progress')
    await inspector.reload()
    await present(inspector, 'button', 'Import')
    await expect.poll(profileCount, waiting).toBe(before)
  })

  it('takes files that are dropped beside its dialog, which browsers would show in place of the panel', async () => {
    /** @returns whether the panel takes it, and the browser does not */
    const dispatch = (type: string) =>
      inspector.evaluate<boolean>(
        `
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['wscat -c ws://h/beside'], 'beside.sh'))
        const panel = document.querySelector('#inspector > *')
        return !panel.dispatchEvent(new DragEvent(args[0], { dataTransfer, bubbles: true, cancelable: true }))`,
        type,
      )
    // As a browser does while the pointer moves; the panel listens as soon as it has nothing else to do.
    await soon(async () => expect(await dispatch('dragover')).toBe(true))
    expect(await dispatch('drop')).toBe(true)
    await soon(async () =>
      expect((await inspector.find('region', 'What will be imported'))?.text).toContain('ws://h/beside'),
    )
    await inspector.press('Escape')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
    // What was dropped is not read again.
    await openImport()
    await give('choose', 'notes.txt', 'hello')
    await soon(async () => expect(await refusal()).toContain('notes.txt'))
    await inspector.press('Escape')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
  })

  it.each(files)('adds what is in %s', async (file) => {
    const before = await profileCount()
    await openImport()
    await give('choose', file.split('/').at(-1) ?? '', fixture(file))
    const added = await addAll()
    expect(added).toBeGreaterThan(0)
    await expect.poll(profileCount, waiting).toBe(before + added)
    await connectTo(file)
  })

  it.each([
    ['bruno/chat', 2],
    ['opencollection/chat', 1],
  ] as const)('adds what is in the folder %s, with what a folder says for all in it', async (folder, count) => {
    const before = await profileCount()
    await openImport()
    await giveFolder(fixtureFolder(folder).map(({ path, text }) => [`chat/${path}`, text]))
    expect(await addAll()).toBe(count)
    await expect.poll(profileCount, waiting).toBe(before + count)
    await connectTo(folder)
  })

  it('shows a recorded conversation as a log that nothing is added to, and what is sent in one of its own', async () => {
    await openImport()
    await give('choose', 'chrome.har', fixture('har/chrome.har'))
    await addAll()
    const log = () =>
      inspector.evaluate<{ rows: number; text: string }>(`const grid = document.querySelector('[role=grid]')
        return { rows: Number(grid.getAttribute('aria-rowcount')), text: grid.innerText }`)
    const recorded = await soon(async () => {
      const seen = await log()
      expect(seen).toEqual({ rows: 3 + 3, text: expect.stringContaining('Recorded elsewhere, read from chrome.har') })
      return seen
    })
    await inspector.fill('searchbox', 'Filter messages', 'hello')
    await soon(async () => expect((await log()).rows).toBe(1))
    await inspector.fill('searchbox', 'Filter messages', '')
    await soon(async () => expect(await log()).toEqual(recorded))
    expect(await inspector.find('button', 'Clear log')).toMatchObject({ disabled: true })
    await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
    await inspector.fill('textbox', 'Subprotocols', '')
    await connect(inspector)
    await soon(async () => expect((await log()).text).not.toMatch(/Recorded elsewhere/))
    const names = `return [...document.querySelectorAll('select[aria-label=Log] option')].map(({ text }) => text)`
    const [live, recording = '', other] = await inspector.evaluate<string[]>(names)
    expect(live).toBe('This profile’s connections')
    await inspector.choose('Log', recording)
    await soon(async () => expect(await log()).toEqual(recorded))
    expect(await violations(inspector)).toEqual([])
    // It goes at once, comes back as it was, and stays away once it was not taken back.
    const logs = () => inspector.evaluate<string[]>(names)
    await inspector.click('button', 'Delete this recording')
    await soon(async () => expect((await log()).text).not.toMatch(/Recorded elsewhere/))
    await expect.poll(logs, waiting).toEqual([live, other])
    await inspector.click('button', 'Undo')
    await soon(async () => expect(await log()).toEqual(recorded))
    await inspector.click('button', 'Delete this recording')
    await expect.poll(logs, waiting).toEqual([live, other])
    await inspector.click('button', 'Dismiss')
    await soon(async () => expect(await inspector.find('status', 'Last deletion')).toMatchObject({ text: '' }))
    await inspector.reload()
    await soon(async () => expect((await log()).text).toMatch(/127\.0\.0\.1/))
    await expect.poll(logs, waiting).toEqual([live, other])
  })

  it('brings a recording with its bookmarks that is searched, compared, and replayed with its timing', async () => {
    await openImport()
    await give('choose', 'said.har', said)
    await addAll()
    await expect.poll(() => rowCount(inspector), waiting).toBe(3 + 4)
    const noted = `return [...document.querySelectorAll('[role=row]:has(.note-text)')].map(({ innerText }) => innerText)`
    await expect.poll(() => inspector.evaluate(noted), waiting).toEqual([expect.stringMatching(/odd.*"answer"/s)])
    await inspector.fill('searchbox', 'Filter messages', '"n":2')
    await expect.poll(() => rowCount(inspector), waiting).toBe(2)
    await inspector.evaluate(`document.querySelector('[role=grid] [data-type=message]').click()`)
    await present(inspector, 'region', 'Message detail')
    await inspector.evaluate(`[...document.querySelectorAll('[role=grid] [data-type=message]')].at(-1)
      .dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))`)
    await present(inspector, 'button', 'Compare')
    await inspector.click('button', 'Compare')
    await soon(async () =>
      expect(await inspector.evaluate('return document.body.innerText')).toMatch(/: Lines removed: 1, added: 1\./),
    )
    await inspector.press('Escape')
    await inspector.fill('searchbox', 'Filter messages', '')
    await inspector.click('tab', 'Rules')
    await present(inspector, 'button', 'Add sequence')
    await inspector.click('button', 'Add sequence')
    await present(inspector, 'button', 'Take from the log')
    await inspector.click('button', 'Take from the log')
    await soon(async () =>
      expect(await inspector.evaluate('return document.body.innerText')).toContain('3 steps taken.'),
    )
    await inspector.fill('textbox', 'URL', `ws://127.0.0.1:${server.port}/echo`)
    await connect(inspector)
    await soon(async () => expect((await inspector.find('button', 'Run…'))?.disabled).toBe(false))
    const started = performance.now()
    await inspector.click('button', 'Run…')
    await soon(async () => expect((await inspector.find('status', 'Progress of…'))?.text).toMatch(/^Done · 2 sent/))
    expect(performance.now() - started).toBeGreaterThan(pauseBetween)
    const texts = (await shownRows(inspector)).map(({ text }) => text).join()
    expect(texts).toContain('{"type":"ask","n":2}')
    await inspector.click('button', 'Disconnect')
    // The sentence may take another line, and the tabs move.
    await expectState(inspector, /^Disconnected/)
    await inspector.click('tab', 'Message')
  })

  it('changes nothing when it cannot read a file, and says why', async () => {
    const before = await profileCount()
    await openImport()
    await give('choose', 'notes.txt', 'hello')
    await soon(async () =>
      expect(await refusal()).toMatch(/^notes\.txt: The format was not recognised.*Nothing was changed\.$/),
    )
    await inspector.press('Escape')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
    expect(await profileCount()).toBe(before)
  })
})

/** What a file is made of in the page: a text, or bytes, so many times. */
interface Made {
  readonly name: string
  readonly parts: readonly (readonly [part: string | readonly number[], times: number])[]
}

/** Makes a file in the page, because no protocol carries hundreds of megabytes, and drops it or chooses it. */
function giveMade(way: 'choose' | 'drop', { name, parts }: Made, surface = inspector): Promise<void> {
  return surface.evaluate(
    `const [way, name, parts] = args
    const blobs = parts.map(([part, times]) => {
      if (typeof part === 'string' && part.length < 1000) return part.repeat(times)
      const one = new Blob([typeof part === 'string' ? part : new Uint8Array(part)])
      return new Blob(Array(times).fill(one))
    })
    const data = new DataTransfer()
    data.items.add(new File(blobs, name))
    const dialog = document.querySelector('dialog[open]')
    const input = (dialog ?? document).querySelector('input[type=file]')
    if (way === 'drop') {
      dialog.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    } else {
      input.files = data.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }`,
    way,
    name,
    parts,
  )
}

const laughs = 'bcdefghij'.split('').map((name, index) => {
  const before = 'abcdefghi'[index]
  return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
})

const hostile: readonly (readonly [Made, RegExp])[] = [
  [
    { name: 'huge.har', parts: [[' '.repeat(1_000_000), 200]] },
    /The file has 191 MiB; files up to 100 MiB can be read/,
  ],
  [
    {
      name: 'deep.har',
      parts: [
        ['{"log":', 1],
        ['[', 1_000_000],
      ],
    },
    /nested more than 200 levels deep/,
  ],
  [
    {
      name: 'deep.yaml',
      parts: [
        ['asyncapi: 3.0.0\na: ', 1],
        ['[', 100_000],
      ],
    },
    /nested more than 200 levels deep/,
  ],
  [{ name: 'laughs.yaml', parts: [[`asyncapi: 3.0.0\na: &a [x, x]\n${laughs.join('\n')}`, 1]] }, /alias/i],
  [{ name: 'proto.har', parts: [['{"__proto__":{"polluted":1},"log":{"entries":[]}}', 1]] }, /holds no requests/],
  [
    {
      name: 'bomb.zip',
      parts: [
        [[0x50, 0x4b, 3, 4], 1],
        [[0], 5000],
      ],
    },
    /not a file of profiles or traffic but a ZIP archive; unpack it first/,
  ],
  [
    {
      name: 'broken.har',
      parts: [
        ['{"log":\n"', 1],
        [[0xff, 0xfe], 1],
      ],
    },
    /Line 2, column 2: This file is not text/,
  ],
  [{ name: 'cut.har', parts: [['{"log": {\n  "entries": [', 1]] }, /Line 2, column \d+/],
  [
    { name: 'page.har', parts: [['<!doctype html><title>Not found</title>', 1]] },
    /This is not valid JSON|Line 1, column 1|not recognised/,
  ],
]

describe('a file that is broken or hostile is refused with what is wrong, and where', () => {
  beforeAll(openImport)
  afterAll(() => inspector.press('Escape'))

  it.each(hostile.map(([made, sentence]) => ({ ...made, sentence })))('$name', async ({ sentence, ...made }) => {
    const before = await profileCount()
    await giveMade(made.name.length % 2 === 0 ? 'choose' : 'drop', made)
    const ofThisFile = new RegExp(`^${made.name}: .*Nothing was changed\\.$`, 's')
    await soon(async () => expect(await refusal()).toMatch(ofThisFile), 60_000)
    expect(await refusal()).toMatch(sentence)
    expect(await inspector.find('button', 'Add…')).toMatchObject({ disabled: true })
    expect(await profileCount()).toBe(before)
    expect(await inspector.evaluate('return Object.hasOwn(Object.prototype, "polluted")')).toBe(false)
  })

  it('when it is pasted, too', async () => {
    await inspector.fill('textbox', 'Or paste text', `{"log": {"entries": ${'['.repeat(250)}`)
    await soon(async () => expect(await refusal()).toMatch(/^The file is nested more than 200 levels/))
    await inspector.fill('textbox', 'Or paste text', '')
  })
})

describe('a file that takes long', () => {
  const head = '{"log":{"entries":[{"request":{"url":"ws://h/1","headers":[]},"_webSocketMessages":['
  const message = `{"type":"send","time":1700000000.5,"opcode":1,"data":"${'x'.repeat(90)}"},`
  const recording: Made = {
    name: 'large.har',
    parts: [
      [head, 1],
      [message.repeat(1000), 500],
      [message.slice(0, -1), 1],
      [']}]}}', 1],
    ],
  }
  const slow: Made = {
    name: 'slow.yaml',
    parts: [
      ['asyncapi: 3.0.0\nlist:\n', 1],
      ['- {a: 1, b: [x, y]}\n', 50_000],
    ],
  }
  const progress = async () => (await inspector.find('progressbar', 'Import progress')) !== null

  beforeAll(openImport)

  it('says that it is being read, and stops when it is told to', async () => {
    await giveMade('choose', slow)
    await soon(async () => expect(await progress()).toBe(true))
    await inspector.click('button', 'Cancel')
    await soon(async () => expect(await progress()).toBe(false))
    expect(await inspector.find('dialog', 'Import profiles')).not.toBeNull()
    expect(await inspector.find('region', 'What will be imported')).toBeNull()
  })

  it('is read beside the panel, which answers all the while', async () => {
    await inspector.evaluate(`window.longestWait = 0
      let last = performance.now()
      setInterval(() => {
        const now = performance.now()
        window.longestWait = Math.max(window.longestWait, now - last)
        last = now
      }, 10)`)
    const given = performance.now()
    await giveMade('choose', recording)
    const shown = await soon(async () => {
      const region = await inspector.find('region', 'What will be imported')
      expect(region).not.toBeNull()
      return region
    }, 60_000)
    const longestWait = await inspector.evaluate<number>('return window.longestWait')
    // Read by the panel itself it would be about all of the time.
    expect(longestWait).toBeLessThan((performance.now() - given) / 2)
    expect(shown?.text).toMatch(/messages in them: 500,001/)
  })

  it('is taken back, with the reason, when a rule comes to let no logs be kept', async () => {
    const before = await profileCount()
    await inspector.click('button', 'Add…')
    await soon(async () => expect(await progress()).toBe(true))
    await writeRules({ keepLogs: false })
    await soon(async () => expect(await refusal()).toContain('Policy lets no logs be kept'))
    await expect.poll(profileCount, waiting).toBe(before)
    await writeRules({})
  })

  it('is taken back when adding it is cancelled', async () => {
    const before = await profileCount()
    await inspector.click('button', 'Add…')
    await soon(async () => expect(await progress()).toBe(true))
    await inspector.click('button', 'Cancel')
    await soon(async () => expect(await inspector.find('dialog', 'Import profiles')).toBeNull())
    await expect.poll(profileCount, waiting).toBe(before)
  })
})

/** Writes the person's own rules from the page that may: the options. */
async function writeRules(rules: Json, look = async (_options: Surface) => {}): Promise<void> {
  const options = await browser.openPage('panels/options/index.html')
  expect(await command(options, 'rules.write', { onlyListed: false, rules })).toMatchObject({ ok: true })
  await look(options)
  await options.close()
}

describe('exporting', () => {
  it('is refused by a rule against it wherever it could be done, with the reason beside it', async () => {
    const reason = /Your own rules do not allow export\.\s+Rule: No export \(your rules\)/
    const shown = (role: string, name: string) => inspector.find(role, name)
    await newConnection(inspector, { url: `ws://127.0.0.1:${server.port}/echo`, kind: 'Text' })
    await connect(inspector)
    await send(inspector, 'not to be exported')
    await writeRules({ allowExport: false }, async (options) => {
      await soon(async () => expect(await options.evaluate('return document.body.innerText')).toMatch(reason))
      expect(await options.find('button', 'Make a backup…')).toBeNull()
      expect(await options.find('checkbox', 'Keep profiles the same on my devices')).toMatchObject({ disabled: true })
    })
    await inspector.click('button', 'Export')
    await soon(async () => expect((await shown('dialog', 'Export profiles'))?.text).toMatch(reason))
    expect(await shown('region', 'Copy for another tool')).toBeNull()
    expect(await shown('button', 'Download switchboard.json')).toBeNull()
    await inspector.press('Escape')
    await inspector.click('button', 'Export log')
    await soon(async () => expect((await shown('dialog', 'Export log'))?.text).toMatch(reason))
    await inspector.press('Escape')
    await soon(async () => expect((await shownRows(inspector)).some(({ type }) => type === 'message')).toBe(true))
    await inspector.evaluate(`document.querySelector('[role=grid] [data-type=message]').click()`)
    await present(inspector, 'button', 'Copy as')
    await inspector.click('button', 'Copy as')
    await soon(async () => expect((await shown('status', 'Copy as'))?.text).toMatch(reason))
    expect(await shown('menu', 'Copy as')).toBeNull()
    await writeRules({})
    await inspector.click('button', 'Disconnect')
  })

  it('gives a file without secrets, which brings the profiles back', async () => {
    const before = await profileCount()
    await inspector.click('button', 'Export')
    await present(inspector, 'region', 'Export to a file')
    expect(await violations(inspector)).toEqual([])
    await inspector.click('button', 'Download switchboard.json')
    const file = path.join(browser.downloads, 'switchboard.json')
    await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''), waiting).toMatch(/^{[\s\S]*}\n$/)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toMatch(/lovelace|Bearer abc/)
    await inspector.press('Escape')
    await openImport()
    await give('choose', 'switchboard.json', text)
    expect(await addAll()).toBe(before)
  })

  it('makes a backup whose secrets are encrypted, and restores them with the passphrase', async () => {
    const before = await profileCount()
    const file = path.join(browser.downloads, 'switchboard.json')
    rmSync(file)
    const options = await browser.openPage('panels/options/index.html')
    const secrets = async () => {
      const whole = await command(options, 'profiles.export', { extent: 'backup', secrets: 'in-clear' })
      return JSON.stringify(whole).match(/lovelace/g)?.length ?? 0
    }
    const secretsBefore = await secrets()
    expect(secretsBefore).toBeGreaterThan(0)
    await present(options, 'button', 'Make a backup…')
    await options.click('button', 'Make a backup…')
    await present(options, 'radio', 'Encrypt them…')
    await options.click('radio', 'Encrypt them…')
    await options.fill('textbox', 'Passphrase', 'long enough to be taken')
    await options.click('button', 'Download switchboard.json')
    await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''), waiting).toMatch(/^{[\s\S]*}\n$/)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('"encryptedSecrets"')
    expect(text).not.toContain('lovelace')
    await options.reload()
    await soon(async () =>
      expect(await options.evaluate(`return document.querySelector('input[type=file]') !== null`)).toBe(true),
    )
    await give('choose', 'switchboard.json', text, options)
    await present(options, 'textbox', 'Passphrase')
    await options.fill('textbox', 'Passphrase', 'long enough to be taken')
    await options.click('button', 'Unlock secrets')
    await soon(async () => expect(await options.find('textbox', 'Passphrase')).toBeNull())
    await options.click('button', 'Restore')
    await present(options, 'button', 'Undo')
    expect(await secrets()).toBe(2 * secretsBefore)
    await options.close()
    await expect.poll(profileCount, waiting).toBe(2 * before)
  })
})
