import { expect, it } from 'vitest'
import {
  connect,
  expectState,
  newConnection,
  openInspector,
  present,
  reconnectByItself,
  rowCount,
  send,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { handshakesAt } from './support/server.ts'
import { openStage } from './support/stage.ts'
import { command } from './support/wire.ts'

// What a connection does by itself, in the built extension; the rules in detail are proven in test/transport.

const { browser, server, ...opened } = await openStage({ notifications: 'granted' })
let { inspector } = opened

it('is made again with every view closed and the background asleep, until somebody stops it', async () => {
  await newConnection(inspector, { name: 'Again', url: `ws://127.0.0.1:${server.port}/drop` })
  await reconnectByItself(inspector, '0.2')
  await inspector.click('checkbox', 'Send a keep-alive message')
  await inspector.fill('spinbutton', 'Interval', '0.2')
  await connect(inspector)
  await inspector.click('button', 'Pin')
  await soon(async () => expect((await inspector.find('button', 'Pin'))?.attributes['aria-pressed']).toBe('true'))
  await inspector.close()
  // In Firefox the connections end with the event page, which therefore stays while one waits.
  if (browser.name === 'chromium') await browser.stopBackground()
  const before = await attempts()
  await expect.poll(attempts, waiting).toBeGreaterThan(before + 2)
})

it('is stopped in the middle of its wait', async () => {
  inspector = await openInspector(browser)
  await inspector.click('treeitem', 'Again…')
  await inspector.click('tab', 'Options')
  await present(inspector, 'spinbutton', 'First delay')
  await inspector.fill('spinbutton', 'First delay', '60')
  await expectState(inspector, /^Disconnected · reconnecting in [3-7]\d s \(attempt 1 of 10\)/)
  await inspector.click('button', 'Stop reconnecting')
  await expectState(inspector, /^Disconnected by the network/)
})

it('answers what it looks for in a thread of its own, and runs a sequence', async () => {
  await newConnection(inspector, { name: 'Rules', url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.click('tab', 'Rules')
  await soon(async () => expect(await inspector.find('button', 'Add trigger')).not.toBeNull())
  await command(inspector, 'script.write', { profileId: await newestProfile(), change: rules })
  await connect(inspector)
  await soon(async () =>
    expect((await inspector.find('button', 'Run Greet'))?.attributes['aria-disabled']).toBe('false'),
  )
  await inspector.click('button', 'Run Greet')
  await soon(async () => expect((await inspector.find('status', 'Progress of Greet'))?.text).toMatch(/^Done · 2 sent/))
  // Two entries of the handshake, the message on connect, two of the sequence and the two answers, each with its echo,
  // and the note that the sequence is done.
  await expect.poll(() => rowCount(inspector), waiting).toBe(2 + 2 * (1 + 2 + 2) + 1)
  const texts = (await shownRows(inspector)).map(({ text }) => text).join()
  expect(texts).toContain('{"answer":"7"}')
})

it('sends a saved message by its digit, and has them in folders and in the order the keyboard puts them', async () => {
  const before = await rowCount(inspector)
  await inspector.press('2', 'Alt')
  // The question and its answer, each with its echo.
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 4)
  await inspector.click('tab', 'Message')
  await inspector.click('button', 'Saved messages')
  await expect.poll(savedMessages, waiting).toEqual(['Hello', 'Ask', 'Later', 'Answer'])
  await inspector.evaluate(`document.querySelector('.saved [role=treeitem][aria-label=Ask]').focus()`)
  await inspector.press('ArrowUp', 'Alt')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Hello', 'Later', 'Answer'])
  await inspector.evaluate(`document.querySelector('.saved [role=treeitem][aria-label=Hello]').focus()`)
  await inspector.press('ArrowDown', 'Alt')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Hello', 'Answer'])
  await inspector.press('Delete')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Answer'])
  await expect.poll(() => inspector.evaluate('return document.activeElement.role'), waiting).toBe('treeitem')
  await inspector.click('button', 'Undo')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Hello', 'Answer'])
  await inspector.evaluate(`document.querySelector('.saved [role=treeitem][aria-label=Hello]').focus()`)
  await inspector.press('F2')
  await soon(async () =>
    expect(await inspector.find('textbox', 'Name of the message')).toMatchObject({ focused: true }),
  )
  await inspector.fill('textbox', 'Name of the message', 'Greet')
  await inspector.press('Enter')
  await expect.poll(savedMessages, waiting).toEqual(['Ask', 'Later', 'Greet', 'Answer'])
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected/)
})

function savedMessages(): Promise<string[]> {
  return inspector.evaluate(
    `return [...document.querySelectorAll('.saved [role=treeitem]')].map((row) => row.ariaLabel ?? row.innerText.trim())`,
  )
}

it('says which messages of a sequence could not be sent, and ends it with its connection', async () => {
  await inspector.click('tab', 'Rules')
  await command(inspector, 'script.write', { profileId: await newestProfile(), change: sending })
  await connect(inspector)
  await inspector.click('button', 'Run Mixed')
  await expectProgress('Mixed', /^Done · 2 sent, 1 not$/)
  await appears(/Step 2 of “Mixed” was not sent: \{\{nowhere\}\} is not known/)
  const profileId = await newestProfile()
  await inspector.click('button', 'Run Endless')
  await expectProgress('Endless', /^Run [\d,]+, step 1 of 1 · [\d,]+ sent$/)
  await command(inspector, 'profile.update', { profileId, change: { confirm: ['message'] } })
  await expectProgress('Endless', /^Stopped · [\d,]+ sent · You want to be asked before each message\.$/)
  await command(inspector, 'profile.update', { profileId, change: { confirm: [] } })
  await inspector.click('button', 'Run Endless')
  await expectProgress('Endless', /^Run [\d,]+, step 1 of 1 · [\d,]+ sent$/)
  await inspector.click('button', 'Pin')
  const popup = await browser.openPage('panels/popup/index.html')
  await present(popup, 'button', 'Disconnect')
  await popup.click('button', 'Disconnect')
  await present(popup, 'button', 'Connect')
  await popup.close()
  await expectProgress('Endless', /^Stopped · [\d,]+ sent · The connection was closed\.$/)
})

it('does what triggers say, and tries one on the log', async () => {
  await newConnection(inspector, { name: 'Triggers', url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.click('tab', 'Message')
  await command(inspector, 'script.write', { profileId: await newestProfile(), change: acting })
  await connect(inspector)
  await send(inspector, '{"token":"abc"}')
  await appears(/Trigger “Token” set the variable “token”\./)
  await send(inspector, '{"use":"{{token}}"}')
  await appears(/\{"use":"abc"\}/)
  await send(inspector, '{"token":9007199254740993}')
  await appears(/Trigger “Token” set the variable “token”\.[\s\S]*Trigger “Token” set the variable “token”\./)
  await send(inspector, '{"use":{{token}}}')
  await appears(/\{"use":9007199254740993\}/)
  await inspector.evaluate(watchNotifications)
  await send(inspector, '{"alarm":true}')
  await expect.poll(() => inspector.evaluate(haveNotification), waiting).toBe(true)
  await expect.poll(highlighted, waiting).toEqual([expect.stringContaining('{"alarm":true}')])
  await send(inspector, '{"again":0}')
  await appears(/Trigger “Loop” was stopped: it happened more than 5 times within a second/)
  await inspector.click('tab', 'Rules')
  await unfold('Loop')
  await inspector.click('button', 'Try on the log')
  // What was sent by hand, the answers to it, and those to the first five echoes.
  await soon(async () =>
    expect((await inspector.find('status', 'What the try has found'))?.text).toMatch(
      /^It would have happened 6 times\. Entries looked at: \d+\.$/,
    ),
  )
  // What was cleared is not looked at, also while it can be brought back.
  await inspector.click('button', 'Clear log')
  await expect.poll(() => rowCount(inspector), waiting).toBe(0)
  await inspector.click('button', 'Try on the log')
  await soon(async () =>
    expect((await inspector.find('status', 'What the try has found'))?.text).toBe(
      'It would have happened 0 times. Entries looked at: 0.',
    ),
  )
  // What is wrong with a field looks like it.
  await inspector.fill('spinbutton', 'Most per second', '0')
  await expect.poll(() => hintOf('Most per second'), waiting).toMatch(/^Enter a whole number.* rgb.* 0px$/)
  await inspector.click('tab', 'Message')
  await send(inspector, '{"hold":true}')
  await present(inspector, 'button', 'Resume')
})

it('counts each use of $counter once, whoever sends it', async () => {
  await newConnection(inspector, { name: 'Numbers', url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.click('tab', 'Rules')
  await command(inspector, 'script.write', { profileId: await newestProfile(), change: counting })
  await connect(inspector)
  await appears(/"start":/)
  await inspector.click('tab', 'Message')
  await send(inspector, '{"id":{{$counter}},"by":"hand"}')
  await appears(/"hand"/)
  await inspector.click('tab', 'Rules')
  await inspector.click('button', 'Run Ask')
  await expectProgress('Ask', /^Done · 2 sent/)
  if (browser.name === 'chromium') await browser.stopBackground()
  await inspector.click('tab', 'Message')
  await send(inspector, '{"id":{{$counter}},"by":"hand again"}')
  await appears(/"hand again"/)
  const sent = (await shownRows(inspector)).filter(({ direction }) => direction === 'sent')
  const numbers = sent.map(({ text }) => Number(/"id":(\d+)/.exec(text)?.[1]))
  const [first = 0] = numbers
  expect(numbers).toEqual([first, first + 1, first + 2, first + 3, first + 4])
})

async function expectProgress(name: string, words: RegExp): Promise<void> {
  await soon(async () => expect((await inspector.find('status', `Progress of ${name}`))?.text).toMatch(words))
}

/** Waits until a row that is seen has such a text. */
async function appears(text: RegExp): Promise<void> {
  await expect.poll(async () => (await shownRows(inspector)).map((row) => row.text).join('\n'), waiting).toMatch(text)
}

// Where nothing can show one, Firefox ends it as soon as it was made.
const watchNotifications = `
  const { notifications } = globalThis.browser ?? chrome
  notifications.onClosed.addListener(() => { document.documentElement.dataset.notified = '' })`
const haveNotification = `
  const { notifications } = globalThis.browser ?? chrome
  return 'notified' in document.documentElement.dataset || Object.keys(await notifications.getAll()).length > 0`

/** What stands below a field, with its colour, where that is the one of faults, and its distance from the edge. */
function hintOf(label: string): Promise<string> {
  return inspector.evaluate(
    `
    const field = [...document.querySelectorAll('.rule label')].find(({ innerText }) => innerText === args[0]).control
    const hint = document.getElementById(field.getAttribute('aria-describedby'))
    const { color, paddingInlineStart } = getComputedStyle(hint)
    document.body.style.outlineColor = 'var(--bad)'
    const bad = getComputedStyle(document.body).outlineColor
    document.body.style.outlineColor = ''
    return [hint.innerText, color === bad ? color : '', paddingInlineStart].join(' ')`,
    label,
  )
}

function highlighted(): Promise<string[]> {
  return inspector.evaluate(`return [...document.querySelectorAll('.highlighted')].map((row) => row.innerText)`)
}

async function unfold(title: string): Promise<void> {
  await inspector.evaluate(
    `
    const heads = [...document.querySelectorAll('.rule-title')]
    heads.find(({ innerText }) => innerText.includes(args[0])).click()`,
    title,
  )
}

const step = { type: 'text', sendAs: 'json-object' } as const
const once = { times: 1, every: 0, rate: 0 } as const
const sending = {
  sequences: [
    {
      ...{ ...once, id: 'mixed', name: 'Mixed' },
      steps: [
        { ...step, text: '{"n":1}' },
        { ...step, text: '{"n":"{{nowhere}}"}' },
        { ...step, text: '{"n":3}' },
      ],
    },
    { ...{ ...once, id: 'endless', name: 'Endless', times: 0, rate: 50 }, steps: [{ ...step, text: '{"on":true}' }] },
  ],
}

const saved = { folder: [], sendAs: 'json-object', onConnect: false } as const
const ask = { ...step, text: '{"id":{{$counter}},"by":"sequence"}' } as const
const counting = {
  messages: [{ ...saved, id: 'start', name: 'Start', text: '{"id":{{$counter}},"start":true}', onConnect: true }],
  sequences: [{ ...once, id: 'ask', name: 'Ask', steps: [ask, ask] }],
}
const rules = {
  messages: [
    { ...saved, id: 'hello', name: 'Hello', text: '{"hello":true}', onConnect: true },
    { ...saved, id: 'ask', name: 'Ask', text: '{"ask":7}', shortcut: 2 },
    { ...saved, id: 'answer', name: 'Answer', text: '{"answer":"{{match.2}}"}', folder: ['Later'] },
  ],
  triggers: [
    {
      ...{ id: 't', name: 'Answer', enabled: true, on: 'received', mostPerSecond: 10 },
      match: { type: 'json-path', path: '$.ask', equals: '' },
      action: { type: 'answer', messageId: 'answer' },
    },
  ],
  sequences: [
    {
      ...{ id: 's', name: 'Greet', times: 2, every: 0, rate: 0 },
      steps: [
        { type: 'saved', messageId: 'ask' },
        { type: 'wait', match: { type: 'regular-expression', pattern: 'answer', ignoreCase: false }, time: 10_000 },
      ],
    },
  ],
}

const onMessage = { enabled: true, on: 'received', mostPerSecond: 5 } as const
const containing = (text: string) => ({ type: 'contains', text }) as const
const acting = {
  messages: [{ ...saved, id: 'more', name: 'More', text: '{"again":1}' }],
  triggers: [
    {
      ...{ ...onMessage, id: 'token', name: 'Token', match: { type: 'json-path', path: '$.token', equals: '' } },
      action: { type: 'set-variable', name: 'token', value: '{{match.2}}' },
    },
    {
      ...{ ...onMessage, id: 'tell', name: 'Tell', match: containing('alarm') },
      action: { type: 'notify', text: 'Seen: {{match.1}}' },
    },
    {
      ...{ ...onMessage, id: 'mark', name: 'Mark', match: containing('alarm') },
      action: { type: 'highlight' },
    },
    {
      ...{ ...onMessage, id: 'loop', name: 'Loop', match: containing('again') },
      action: { type: 'answer', messageId: 'more' },
    },
    { ...{ ...onMessage, id: 'hold', name: 'Hold', match: containing('hold') }, action: { type: 'pause' } },
  ],
}

function newestProfile(): Promise<string> {
  return inspector.evaluate(`
    const { profiles } = await (globalThis.browser ?? chrome).storage.local.get('profiles')
    return profiles.at(-1).id`)
}

async function attempts(): Promise<number> {
  return (await handshakesAt(server, '/drop')).length
}
