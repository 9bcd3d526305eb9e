import { expect, it } from 'vitest'
import { connect, expectState, newConnection, present, rowCount, send, soon, waiting } from './support/inspector.ts'
import { openStage } from './support/stage.ts'

// The panel in the sizes that docked DevTools have, down to what 200 % of zoom leaves of a small one.

const { server, inspector } = await openStage()

await newConnection(inspector, { name: 'Orders', url: `ws://127.0.0.1:${server.port}/echo` })
await connect(inspector)
for (const id of [1, 2, 3]) {
  await send(
    inspector,
    JSON.stringify({ id, type: 'order', items: [{ sku: 'A-17', count: 3 }], note: 'the back door' }),
  )
}
await soon(async () => expect(await rowCount(inspector)).toBe(8))

interface Room {
  /** How much of the height of the panel the log has, its filter and columns included. */
  readonly share: number
  readonly messageWidth: number
  /** The widest of the other columns. */
  readonly otherWidth: number
  /** Rows of the log that are seen as a whole. */
  readonly rows: number
}

/** The room the log has now, without anybody scrolling. */
function room(): Promise<Room> {
  return inspector.evaluate(`
    const isSeen = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const at = [[left + 4, top + 1], [left + 4, bottom - 2]].map(([x, y]) => document.elementFromPoint(x, y))
      return right <= innerWidth + 1 && at.every((found) => element.contains(found))
    }
    const log = document.querySelector('[role=grid]').closest('section').getBoundingClientRect()
    const rows = [...document.querySelectorAll('[role=grid] [data-seq]')]
    const widths = [...rows[0].children].map((cell) => cell.getBoundingClientRect().width)
    return {
      share: (Math.min(innerHeight, log.bottom) - Math.max(0, log.top)) / innerHeight,
      messageWidth: widths.at(-1),
      otherWidth: Math.max(...widths.slice(0, -1)),
      rows: rows.filter(isSeen).length,
    }`)
}

/** What of the detail is not seen as a whole, or is covered: its views, and what closes it. */
function unseen(): Promise<string[]> {
  return inspector.evaluate(`
    const region = [...document.querySelectorAll('section')].find((one) => one.ariaLabel === 'Message detail')
    const controls = [...region.querySelectorAll('[role=tab]'), region.querySelector('[aria-label="Close detail"]')]
    return controls.filter((control) => {
      const { left, right, top, bottom } = control.getBoundingClientRect()
      const corners = [[left + 4, top + 4], [right - 4, bottom - 4]]
      return !corners.every(([x, y]) => control.contains(document.elementFromPoint(x, y)))
    }).map((control) => control.ariaLabel ?? control.textContent)`)
}

const sizes = [
  [1000, 420],
  [1280, 300],
  [1280, 420],
  [800, 350],
  [600, 500],
  [420, 900],
  [400, 250],
] as const

it.each(sizes)('has most of its height for the log and shows all of a message, at %d × %d', async (width, height) => {
  await inspector.resize(width, height)
  await expect.poll(() => inspector.evaluate('return [innerWidth, innerHeight]'), waiting).toEqual([width, height])
  // As it is when it is opened there.
  await inspector.reload()
  await soon(async () => expect((await room()).rows).toBeGreaterThanOrEqual(4))
  const alone = await room()
  expect(alone.share).toBeGreaterThan(0.5)
  expect(alone.messageWidth).toBeGreaterThan(alone.otherWidth)
  await inspector.evaluate(`[...document.querySelectorAll('[role=grid] [data-direction=received]')].at(-1).click()`)
  await present(inspector, 'tab', 'Compare')
  await expect.poll(unseen, waiting).toEqual([])
  const beside = await room()
  expect(beside.messageWidth).toBeGreaterThan(Math.max(120, beside.otherWidth))
  expect(beside.rows).toBeGreaterThanOrEqual(1)
  await inspector.click('button', 'Close detail')
})

it('comes to the log when it is made small while it is open, and to what is typed there', async () => {
  await inspector.resize(1280, 800)
  await soon(async () => expect((await room()).rows).toBe(8))
  await inspector.resize(400, 250)
  await soon(async () => expect((await room()).share).toBeGreaterThan(0.5))
  await inspector.click('button', 'New connection')
  await soon(async () => expect(await inspector.find('textbox', 'URL')).toMatchObject({ focused: true }))
  const top = `return document.activeElement.getBoundingClientRect().top`
  await expect.poll(() => inspector.evaluate<number>(top), waiting).toBeGreaterThan(50)
})

it('shows what was asked for below the list, also where that is out of view', async () => {
  await inspector.resize(1280, 800)
  await present(inspector, 'treeitem', 'Orders…')
  await inspector.click('treeitem', 'Orders…')
  await inspector.resize(400, 250)
  await soon(async () => expect((await room()).rows).toBeGreaterThanOrEqual(4))
  await inspector.evaluate(`[...document.querySelectorAll('[data-direction=received]')].at(-1).click()`)
  await present(inspector, 'region', 'Message detail')
  await inspector.evaluate(`
    const [, other] = [...document.querySelectorAll('[data-direction=received]')].toReversed()
    other.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))`)
  await present(inspector, 'button', 'Compare')
  await inspector.click('button', 'Compare')
  await soon(async () => expect((await inspector.find('tab', 'Compare'))?.attributes['aria-selected']).toBe('true'))
  await expect.poll(unseen, waiting).toEqual([])
  await inspector.click('button', 'Close detail')
})

it('still shows the row that was clicked when the detail has taken the room of others', async () => {
  await inspector.resize(420, 760)
  await soon(async () => expect((await room()).rows).toBe(8))
  await inspector.evaluate(`document.querySelector('[data-seq="1"]').click()`)
  await present(inspector, 'region', 'Message detail')
  const isSeen = `
    const { left, top } = document.querySelector('[data-seq="1"]')?.getBoundingClientRect() ?? {}
    return document.elementFromPoint(left + 4, top + 4)?.closest('[data-seq]')?.dataset.seq`
  await soon(async () => expect((await room()).rows).toBeLessThan(8))
  await expect.poll(() => inspector.evaluate(isSeen).catch(() => undefined), waiting).toBe('1')
  await inspector.click('button', 'Close detail')
})

it('tells lines that went from lines that came by more than their colour', async () => {
  await inspector.resize(1280, 800)
  await soon(async () => expect((await room()).rows).toBe(8))
  await inspector.evaluate(`document.querySelector('[data-seq="3"]').click()`)
  await present(inspector, 'tab', 'Compare')
  await inspector.evaluate(
    `document.querySelector('[data-seq="8"]').dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))`,
  )
  await present(inspector, 'button', 'Compare')
  await inspector.click('button', 'Compare')
  const signs = `return ['del', 'ins'].map((name) =>
    getComputedStyle(document.querySelector(name + ' > span'), '::before').content[1])`
  await expect.poll(() => inspector.evaluate(signs).catch(() => []), waiting).toEqual(['−', '+'])
})

it.each([1280, 800])('keeps all below the state in its place when a connection ends, %d pixels wide', async (width) => {
  await inspector.resize(width, 800)
  await expect.poll(() => inspector.evaluate('return innerWidth'), waiting).toBe(width)
  const top = () =>
    inspector.evaluate<number>(`return document.querySelector('[role=tablist]').getBoundingClientRect().top`)
  const open = await top()
  await inspector.click('button', 'Disconnect')
  await expectState(inspector, /^Disconnected by you — 1000/)
  expect(await top()).toBe(open)
  await connect(inspector)
  expect(await top()).toBe(open)
})

it.each([
  ['Size of the settings', '.settings-pane', 800, 'ArrowUp'],
  ['Size of the settings', '.settings-pane', 400, 'ArrowLeft'],
  ['Size of the detail', '.detail-pane', 800, 'ArrowRight'],
  ['Width of Time', '.grid-header .grid-row > :nth-child(2)', 800, 'ArrowLeft'],
])(
  'moves a line from where it is seen, however far it was to go: %s, %s, %d pixels high',
  async (name, pane, height, key) => {
    await inspector.resize(1280, height)
    await expect.poll(() => inspector.evaluate('return innerHeight'), waiting).toBe(height)
    await inspector.evaluate(`document.querySelector('[data-seq="3"]').click()`)
    await present(inspector, 'region', 'Message detail')
    const size = () =>
      inspector.evaluate<number>(
        `const { width, height } = document.querySelector(args[0]).getBoundingClientRect()
      return args[1] === 'ArrowUp' ? height : width`,
        pane,
        key,
      )
    // The panes are put beside or below each other after the page has its size.
    const way = `const line = document.querySelector('[role=separator][aria-label="' + args[0] + '"]')
      line.focus()
      return line.ariaOrientation`
    const expected = key === 'ArrowUp' ? 'horizontal' : 'vertical'
    await expect.poll(() => inspector.evaluate(way, name), waiting).toBe(expected)
    const before = await size()
    await inspector.press('End')
    await soon(async () => expect(await size()).toBeGreaterThan(before))
    const most = await size()
    await inspector.press(key)
    await expect.poll(async () => Math.abs((await size()) - (most - 16)), waiting).toBeLessThanOrEqual(1)
    await inspector.press('Home')
  },
)

it('has Undo within reach, however long the name is of what was deleted', async () => {
  const seen = `const undo = [...document.querySelectorAll('.toast-action')].at(-1).getBoundingClientRect()
    const close = [...document.querySelectorAll('.toast .icon-button')].at(-1).getBoundingClientRect()
    return undo.left >= 0 && close.right <= innerWidth`
  await inspector.resize(1280, 800)
  await newConnection(inspector, { name: `Long ${'name'.repeat(100)}`, url: `ws://127.0.0.1:${server.port}/echo` })
  await inspector.fill('textbox', 'Message', '{"saved":1}')
  await inspector.click('button', 'Save the message (Ctrl+S)')
  await inspector.fill('textbox', 'Name of the message', 'name'.repeat(100))
  await inspector.press('Enter')
  await soon(async () => expect(await inspector.evaluate(`return document.activeElement.role`)).toBe('treeitem'))
  await inspector.press('Delete')
  await present(inspector, 'button', 'Undo')
  expect(await inspector.evaluate(seen), 'a message').toBe(true)
  await inspector.click('button', 'Undo')
  await inspector.click('button', 'Delete profile')
  await present(inspector, 'button', 'Undo')
  expect(await inspector.evaluate(seen), 'a profile').toBe(true)
  await inspector.resize(320, 500)
  await expect.poll(() => inspector.evaluate(seen), waiting).toBe(true)
  await inspector.click('button', 'Undo')
  await soon(async () => expect(await inspector.find('button', 'Undo')).toBeNull())
})
