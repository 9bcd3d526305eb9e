import { expect, it, vi } from 'vitest'
import { harFaults } from '../formats/har-faults.ts'
import { exportLog } from './support/exported.ts'
import {
  connect,
  newConnection,
  openInspector,
  present,
  rowCount,
  send,
  shownRows,
  soon,
  waiting,
} from './support/inspector.ts'
import { openStage } from './support/stage.ts'

// One log through what a person does with it, with as many messages as there is time for; `npm run soak` takes a million.

const count = Number(process.env.SWITCHBOARD_FLOOD ?? 100_000)
/** Handshake and opened. */
const before = 2
/** For what takes longer the more there is. */
const patient = { ...waiting, timeout: 45_000 + count / 4 }

vi.setConfig({ testTimeout: patient.timeout + 60_000 })

const { browser, server, ...opened } = await openStage()
let { inspector } = opened

/** The sequence numbers of the rows that are on the screen. */
function shownSeqs(): Promise<number[]> {
  return inspector.evaluate(`return [...document.querySelectorAll('[data-seq]')].map((row) => Number(row.dataset.seq))`)
}

/** Exports what is shown as NDJSON. @returns the numbers the server gave the messages */
async function exportedNumbers(): Promise<number[]> {
  await exportLog(inspector, 'NDJSON')
  return inspector.evaluate<number[]>(`
    const lines = (await window.exported.text()).trimEnd().split('\\n')
    return lines.filter((line) => line.includes('"type":"message"')).map((line) => JSON.parse(JSON.parse(line).data).n)`)
}

it('receives a flood: all of it is in the log, in order, none twice', async () => {
  await newConnection(inspector, { name: 'Flood', url: `ws://127.0.0.1:${server.port}/flood?count=${count}` })
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before)
  const numbers = await exportedNumbers()
  expect(numbers).toHaveLength(count)
  expect(numbers.findIndex((number, index) => number !== index)).toBe(-1)
})

/** How many of the numbers from 0 to a power of ten begin with these digits. */
function numbersFrom(digits: string): number {
  return Array.from({ length: String(count).length - digits.length }, (_, more) => 10 ** more).reduce(
    (one, other) => one + other,
  )
}

it('finds what is looked for, and jumps to the beginning and the end', async () => {
  await inspector.fill('searchbox', 'Filter messages', '"n":77')
  await expect.poll(() => rowCount(inspector), patient).toBe(numbersFrom('77'))
  await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
  await inspector.press('Home')
  await inspector.press('ArrowDown')
  const place = () =>
    inspector.evaluate<{ seq: string; top: number } | null>(`
      const row = document.querySelector('[data-active]')
      return row && { seq: row.dataset.seq, top: row.getBoundingClientRect().top }`)
  const found = { seq: String(770 + 1 + before), top: expect.any(Number) }
  await expect.poll(place, waiting).toEqual(found)
  await inspector.fill('searchbox', 'Filter messages', '')
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before)
  // What was found is still there, now among what came before and after it.
  await expect.poll(place, waiting).toEqual(found)
  // Also by a filter that keeps nothing of what is looked at.
  const here = await place()
  await inspector.fill('searchbox', 'Filter messages', 'nothing has this')
  await expect.poll(() => rowCount(inspector), patient).toBe(0)
  await inspector.fill('searchbox', 'Filter messages', '')
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before)
  await expect.poll(place, waiting).toEqual({ ...here, top: expect.closeTo(here?.top ?? 0, 0) })
  await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
  await inspector.press('Home')
  await expect.poll(async () => (await shownSeqs())[0], waiting).toBe(1)
  await inspector.press('End')
  await expect.poll(async () => (await shownSeqs()).at(-1), waiting).toBe(count + before)
})

it('goes from hit to hit over all of it, and hides nothing', async () => {
  const found = async () => (await inspector.find('status', 'Hit'))?.text
  const marked = () =>
    inspector.evaluate(
      `return document.querySelector('mark.present')?.closest('[data-seq]').getAttribute('aria-rowindex')`,
    )
  await inspector.press('Home')
  await inspector.press('f', 'Control')
  await soon(async () => expect(await inspector.find('searchbox', 'Find')).toMatchObject({ focused: true }))
  await inspector.fill('searchbox', 'Find', '"n":999')
  await expect.poll(found, patient).toMatch(/^1 of/)
  await inspector.press('Enter', 'Shift')
  const hits = numbersFrom('999').toLocaleString('en')
  await expect.poll(found, patient).toBe(`${hits} of ${hits}`)
  await expect.poll(marked, waiting).toBe(String(count + before))
  expect(await rowCount(inspector)).toBe(count + before)
  const half = `#${(count / 2).toLocaleString('en')}`
  await inspector.fill('textbox', 'Go to entry or time', half)
  await inspector.press('Enter')
  await expect.poll(async () => (await inspector.find('region', 'Message detail'))?.text, waiting).toContain(half)
  await inspector.press('Escape')
  await soon(async () => expect(await inspector.find('search', 'Find in log')).toBeNull())
})

/** Goes down from the first row to the fourth, with keys. */
async function goToFourth(): Promise<void> {
  await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
  await inspector.press('Home')
  await expect.poll(async () => (await shownSeqs())[0], waiting).toBe(1)
  for (const seq of [2, 3, 4]) {
    await inspector.press('ArrowDown')
    await expect
      .poll(() => inspector.evaluate(`return document.querySelector('[data-active]')?.dataset.seq`), waiting)
      .toBe(String(seq))
  }
}

it('expands a row in its place: what is above stays, what is below makes room', async () => {
  /** Where rows begin, and how high they are, in pixels. */
  const places = () =>
    inspector.evaluate<Record<string, { top: number; height: number }>>(`
      const rows = [...document.querySelectorAll('[role=grid] [data-seq]')].map((row) => [row.dataset.seq, row.getBoundingClientRect()])
      return Object.fromEntries(rows.map(([seq, { top, height }]) => [seq, { top, height }]))`)
  const expanded = (seq: number) =>
    inspector.evaluate(`return document.querySelector('[data-seq="${seq}"] [aria-expanded]')?.ariaExpanded`)
  await goToFourth()
  const before = await places()
  await inspector.press('ArrowRight')
  await expect.poll(() => expanded(4), waiting).toBe('true')
  const after = await places()
  const { height = 0 } = after[4] ?? {}
  expect(height).toBeGreaterThan(3 * (before[4]?.height ?? 0))
  expect(after[3]).toEqual(before[3])
  expect(after[5]?.top).toBeCloseTo((after[4]?.top ?? 0) + height, 0)
  // It is so wherever somebody was meanwhile.
  await inspector.press('End')
  await expect.poll(async () => (await shownSeqs()).at(-1), waiting).toBe(count + 2)
  await inspector.press('Home')
  await expect.poll(async () => (await shownSeqs())[0], waiting).toBe(1)
  await expect.poll(async () => (await places())[4], waiting).toEqual(after[4])
  await inspector.evaluate(`document.querySelector('[data-seq="4"] [aria-expanded]').click()`)
  await expect.poll(places, waiting).toEqual(before)
})

it('has an expanded row laid out also where a filter puts it in another place', async () => {
  await newConnection(inspector, { name: 'Few', url: `ws://127.0.0.1:${server.port}/flood?count=30` })
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), waiting).toBe(30 + before)
  const height = () =>
    inspector.evaluate<number>(`return document.querySelector('[data-seq="4"]').getBoundingClientRect().height`)
  await goToFourth()
  const line = await height()
  await inspector.press('ArrowRight')
  await expect.poll(height, waiting).toBeGreaterThan(3 * line)
  const expanded = await height()
  // It is drawn in an element that was another row's.
  await inspector.fill('searchbox', 'Filter messages', '"n":')
  await expect.poll(async () => (await shownSeqs())[0], waiting).toBe(3)
  await expect.poll(() => height().catch(() => 0), waiting).toBe(expanded)
  await inspector.fill('searchbox', 'Filter messages', '')
  await expect.poll(() => rowCount(inspector), waiting).toBe(30 + before)
  await inspector.click('button', 'Disconnect')
  await present(inspector, 'button', 'Reconnect')
  await inspector.evaluate(`document.querySelector('[role=treeitem][aria-label^="Flood"]').click()`)
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before)
})

it('is emptied at once, and whole again when that is taken back', async () => {
  await inspector.click('button', 'Clear log')
  await expect.poll(() => rowCount(inspector), waiting).toBe(0)
  await inspector.click('button', 'Undo')
  await expect.poll(() => rowCount(inspector), waiting).toBe(count + before)
})

it('stands still while paused and says how much came meanwhile', async () => {
  await inspector.click('button', 'Pause')
  await inspector.click('button', 'Disconnect')
  await present(inspector, 'button', 'Reconnect')
  await expect.poll(() => inspector.evaluate('return document.body.innerText'), waiting).toContain('Paused · 1 new')
  expect(await rowCount(inspector)).toBe(count + before)
  await inspector.click('button', 'Resume')
  await expect.poll(() => rowCount(inspector), waiting).toBe(count + before + 1)
})

/** Long texts of a flood. */
const long = { count: 2000, size: 16_384 }

/** How many files with texts there are, in Firefox. */
function textFiles(): Promise<number> {
  return inspector.evaluate(`
    const names = []
    const folder = await navigator.storage.getDirectory()
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === 'directory') for await (const file of entry.keys()) names.push(file)
    }
    return names.length`)
}

it('takes long texts, a part of which is in files in Firefox', async () => {
  const url = `ws://127.0.0.1:${server.port}/flood?count=${long.count}&size=${long.size}`
  await newConnection(inspector, { name: 'Long', url })
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), patient).toBe(long.count + before)
  await inspector.click('button', 'Disconnect')
  await present(inspector, 'button', 'Reconnect')
  await inspector.click('button', 'Reconnect')
  await expect.poll(() => rowCount(inspector), patient).toBe(2 * (long.count + before) + 1)
  await expectLongTexts()
  if (browser.name === 'firefox') expect(await textFiles()).toBeGreaterThan(0)
  await inspector.evaluate(`document.querySelector('[role=treeitem][aria-label^="Flood"]').click()`)
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before + 1)
})

async function expectLongTexts(): Promise<void> {
  const numbers = await exportedNumbers()
  expect(numbers).toHaveLength(2 * long.count)
  expect(numbers.findIndex((number, index) => number !== index % long.count)).toBe(-1)
}

it('is all there after the browser was restarted, with what was noted, until it is cleared for good', async () => {
  const hasNote = async () => (await shownRows(inspector)).some(({ text }) => text.includes('where it ended'))
  await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
  await inspector.press('End')
  await inspector.press('n')
  await soon(async () => expect(await inspector.find('textbox', 'Note')).toMatchObject({ focused: true }))
  await inspector.fill('textbox', 'Note', 'where it ended')
  await inspector.press('Enter')
  await expect.poll(hasNote, waiting).toBe(true)
  await browser.restart()
  inspector = await openInspector(browser)
  await expect.poll(() => rowCount(inspector), patient).toBe(count + before + 1)
  await expect.poll(hasNote, waiting).toBe(true)
  await inspector.click('button', 'Clear log')
  await inspector.click('button', 'Dismiss')
  await inspector.reload()
  await present(inspector, 'button', 'New connection')
  await expect.poll(() => rowCount(inspector), waiting).toBe(0)
  await soon(async () => expect(await inspector.find('button', 'Bookmarked only')).toBeNull())
})

it('has the long texts, too, and no file once they are cleared', async () => {
  await inspector.evaluate(`document.querySelector('[role=treeitem][aria-label^="Long"]').click()`)
  await expect.poll(() => rowCount(inspector), patient).toBe(2 * (long.count + before) + 1)
  await expectLongTexts()
  await inspector.click('button', 'Clear log')
  await inspector.click('button', 'Dismiss')
  await expect.poll(textFiles, waiting).toBe(0)
})

it('gives up an expression that would never end, and the log can be read on', async () => {
  await newConnection(inspector, { name: 'Echo', url: `ws://127.0.0.1:${server.port}/echo`, kind: 'Text' })
  await connect(inspector)
  await send(inspector, `${'a'.repeat(50)}!`)
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 2)
  await inspector.click('button', 'Regular expression')
  await inspector.fill('searchbox', 'Filter messages', '(a+)+$')
  await expect.poll(() => inspector.evaluate('return document.body.innerText'), waiting).toContain('This was stopped')
  await inspector.fill('searchbox', 'Filter messages', 'a+!$')
  await expect.poll(() => shownRows(inspector), waiting).toHaveLength(2)
  await inspector.click('button', 'JSON path')
  await inspector.fill('searchbox', 'Filter messages', '$.n == 1')
  await expect.poll(() => rowCount(inspector), waiting).toBe(0)
  await send(inspector, '{"n":1}')
  await expect.poll(() => rowCount(inspector), waiting).toBe(2)
  await inspector.click('button', 'JSON path')
  await inspector.fill('searchbox', 'Filter messages', '')
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 4)
})

it('tells how long an answer took, and goes to its request', async () => {
  await inspector.click('tab', 'Options')
  await present(inspector, 'textbox', 'Id in sent messages')
  await inspector.fill('textbox', 'Id in sent messages', '$.n')
  const timed = async () => (await shownRows(inspector)).filter(({ text }) => / m?s\s*\{"n":1\}/.test(text))
  await expect.poll(timed, waiting).toHaveLength(2)
  await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
  await inspector.press('End')
  await inspector.press('p')
  await expect
    .poll(
      () => inspector.evaluate(`return document.querySelector('[data-seq][aria-selected=true]')?.dataset.direction`),
      waiting,
    )
    .toBe('sent')
})

it('keeps as much as its profile wants, and says that the rest is gone', async () => {
  await newConnection(inspector, { name: 'Short', url: `ws://127.0.0.1:${server.port}/flood?count=5000` })
  await inspector.click('tab', 'Options')
  await inspector.fill('spinbutton', 'Most entries kept', '100')
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), patient).toBe(100)
  await expect
    .poll(() => inspector.evaluate('return document.body.innerText'), waiting)
    .toContain('as long as its options allow')
})

it('goes with its profile, once that cannot be brought back', async () => {
  const titles = async () => {
    const options = await browser.openPage('panels/options/index.html')
    const found = await soon(async () => {
      const text = await options.evaluate<string>(`return document.querySelector('[aria-label="Logs"]').textContent`)
      expect(text).not.toBe('')
      return text
    })
    await options.close()
    return found
  }
  await inspector.click('button', 'Delete profile')
  await present(inspector, 'button', 'Undo')
  expect(await titles()).toContain('Deleted profile')
  await inspector.click('button', 'Dismiss')
  await expect.poll(titles, waiting).not.toContain('Deleted profile')
})

it('goes on following the end when the detail is closed while messages come', async () => {
  await newConnection(inspector, { name: 'Steady', url: `ws://127.0.0.1:${server.port}/flood?count=100000&rate=300` })
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), waiting).toBeGreaterThan(200)
  for (let closed = 0; closed < 3; closed++) {
    await inspector.evaluate(`document.querySelector('[role=grid]').focus()`)
    await inspector.press('End')
    await inspector.press('Enter')
    await present(inspector, 'region', 'Message detail')
    await inspector.press('Escape')
    await soon(async () => expect(await inspector.find('region', 'Message detail')).toBeNull())
    const before = await rowCount(inspector)
    await expect.poll(async () => Math.max(...(await shownSeqs())), waiting).toBeGreaterThan(before + 100)
  }
})

it('leaves the end at any turn of the wheel while messages come, and goes no further than that', async () => {
  for (const by of Array.from({ length: 21 }, (_, turn) => (turn % 3 === 0 ? 'touch' : 'notch'))) {
    const before = Math.max(...(await shownSeqs()))
    await inspector.wheelUp('grid', 'Messages', by)
    await present(inspector, 'button', 'Jump to end')
    expect(Math.max(...(await shownSeqs()))).toBeGreaterThan(before - 8)
    // A wheel that is still turning leaves it again.
    await soon(async () => {
      if (await inspector.find('button', 'Jump to end')) await inspector.click('button', 'Jump to end')
      expect(await inspector.find('button', 'Jump to end')).toBeNull()
    })
  }
  await inspector.click('button', 'Disconnect')
})

it('takes messages of 16 MiB, and shows where two of them differ', async () => {
  const url = `ws://127.0.0.1:${server.port}/flood?count=2&size=${16 * 1024 * 1024}`
  await newConnection(inspector, { name: 'Large', url })
  await connect(inspector)
  await expect.poll(() => rowCount(inspector), patient).toBe(before + 2)
  await expect.poll(() => inspector.evaluate('return document.body.innerText'), waiting).toContain('16.8 MB')
  await inspector.evaluate(`document.querySelector('[data-seq="3"]').click()`)
  await present(inspector, 'region', 'Message detail')
  await inspector.evaluate(
    `document.querySelector('[data-seq="4"]').dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))`,
  )
  await present(inspector, 'button', 'Compare')
  await inspector.click('button', 'Compare')
  const marked = `return [...document.querySelectorAll('.compare mark')].map((mark) => mark.textContent)`
  await expect.poll(() => inspector.evaluate<string[]>(marked), patient).toEqual(['0', '1'])
  expect((await inspector.find('status', 'Compare'))?.text).toMatch(/: Lines removed: 1, added: 1\.$/)
  // What is the same in the long line is there when somebody asks.
  const length = () => inspector.evaluate<number>(`return document.querySelector('.compare').textContent.length`)
  const folded = await length()
  expect(folded).toBeLessThan(5_000)
  await inspector.evaluate(`document.querySelector('.unfold-lines').click()`)
  await expect.poll(length, waiting).toBeGreaterThan(2 * folded)
  expect(await length()).toBeLessThan(200_000)
  await inspector.click('button', 'Close detail')
})

it('is exported as an HTTP Archive that Chrome’s own network panel reads', async () => {
  await inspector.evaluate(`document.querySelector('[role=treeitem][aria-label^="Echo"]').click()`)
  await expect.poll(() => rowCount(inspector), waiting).toBe(before + 4)
  await exportLog(inspector, 'HAR 1.2')
  const har = await inspector.evaluate<string>('return window.exported.text()')
  expect(harFaults(har)).toEqual([])
  const messages = ['send', 'receive', 'send', 'receive']
  expect(JSON.parse(har).log.entries[0]._webSocketMessages).toMatchObject(messages.map((type) => ({ type })))
  const read = await browser.readHar?.(`http://127.0.0.1:${server.port}/`, har)
  if (read) expect(read).toMatchObject([{ type: 'websocket', status: 101, messages }])
})
