import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { copyRows } from '../../panels/shared/copy-rows.ts'
import type { ListPosition } from '../../panels/shared/list-position.ts'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { keepAll } from '../../src/core/log-rules.ts'
import { refuse } from '../../src/core/result.ts'
import type { LogSize } from '../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'
import { type FakeLogs, fakeLogs, received } from './fake-logs.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const rows = () =>
  within(grid())
    .queryAllByRole('row')
    .filter((row) => row.dataset.seq !== undefined)
const key = (name: string) => fireEvent.keyDown(grid(), { key: name })
const detail = () => screen.queryByRole('region', { name: 'Message detail' })
const show = (entries: readonly LogEntry[]) => showInspector(fakeSession(), fakeLogs(entries))

/** The same, of which no more rows are read once that is stopped. */
function showReading(entries: readonly LogEntry[]) {
  const logs = fakeLogs(entries)
  let isReading = true
  const open: FakeLogs['open'] = (...given) => {
    const opened = logs.open(...given)
    return { ...opened, range: (...wanted) => (isReading ? opened.range(...wanted) : new Promise(() => {})) }
  }
  const stopReading = () => {
    isReading = false
  }
  return { stopReading, ...showInspector(fakeSession(), { ...logs, open }) }
}

/** As browsers do, and happy-dom does not: nothing is scrolled further than there are rows. */
function clampScrolling(element: HTMLElement): void {
  let wanted = 0
  const space = () => Number.parseFloat(element.querySelector<HTMLElement>('.grid-space')?.style.height ?? '0')
  const most = () => Math.max(0, space() - 220)
  Object.defineProperty(element, 'scrollHeight', { get: () => Math.max(243, space() + 23) })
  Object.defineProperty(element, 'scrollTop', {
    get: () => Math.min(wanted, most()),
    set: (value: number) => {
      wanted = Math.min(value, most())
    },
  })
}

/** A log of a thousand entries that tells where one is only when it is had to. */
function slowToLocate() {
  const logs = fakeLogs(received(1000))
  const locating: (() => void)[] = []
  const open: FakeLogs['open'] = (...given) => {
    const opened = logs.open(...given)
    const locate: typeof opened.locate = (place) =>
      new Promise((resolve) => locating.push(() => resolve(opened.locate(place))))
    return { ...opened, locate }
  }
  return { logs: { ...logs, open }, locating }
}

/** Waits until a log of 1,000 is there and its 401st entry is the first that is seen. @returns how far the list is scrolled then */
async function lookAtTheMiddle(position: ListPosition): Promise<number> {
  await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
  await act(() => position.scrolled(400 * position.shape.value.rowHeight))
  await waitFor(() => expect(rows().map(({ dataset }) => dataset.seq)).toContain('401'))
  return position.top.value
}

describe('the grid', () => {
  test('tells how many entries there are and has only those in the document that are seen', async () => {
    show(received(100_000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100000'))
    expect(grid().getAttribute('aria-rowcount')).toBe('100000')
    expect(rows().at(-1)?.getAttribute('aria-rowindex')).toBe('100000')
    expect(rows().length).toBeLessThan(40)
  })

  test('says of a row what it is', async () => {
    const at = new Date(2026, 0, 2, 3, 4, 5, 6).getTime()
    show([
      { seq: 1, at, type: 'note', code: 'gap', message: '3 messages are missing' },
      { seq: 2, at, type: 'message', direction: 'sent', data: '{"n":1}' },
      { seq: 3, at, type: 'message', direction: 'received', data: 'no json', notJson: true },
      { seq: 4, at, type: 'message', direction: 'received', data: '' },
    ])
    await waitFor(() => expect(rows()).toHaveLength(4))
    const told = rows().map((row) => [row.dataset.type, row.dataset.direction, row.textContent])
    expect(told).toEqual([
      ['note', undefined, '03:04:05.0063 messages are missing'],
      ['message', 'sent', 'Sent03:04:05.0067 B{"n":1}'],
      ['message', 'received', 'Received03:04:05.0067 Bnot JSONno json'],
      ['message', 'received', 'Received03:04:05.0060 B(empty message)'],
    ])
  })

  test('says of a cell which column it is in, as some columns are not shown where there is little room', async () => {
    show(received(1))
    await waitFor(() => expect(rows()).toHaveLength(1))
    expect(grid().getAttribute('aria-colcount')).toBe('4')
    for (const row of within(grid()).getAllByRole('row')) {
      expect([...row.children].map((cell) => cell.getAttribute('aria-colindex'))).toEqual(['1', '2', '3', '4'])
    }
  })

  test('has words for a message in which nothing is seen', async () => {
    show([{ seq: 1, at: 1, type: 'message', direction: 'sent', data: ' \n\t' }])
    await waitFor(() => expect(rows()[0]?.querySelector('.preview')?.textContent).toBe('(white space)'))
  })

  test('follows the end until somebody scrolls away, and again when asked to', async () => {
    const { logs, model } = show(received(50))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('50'))
    await act(() => logs.grow(received(10, 51)))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('60'))
    await act(() => model.log.position.scrolled(0))
    await waitFor(() => expect(rows()[0]?.dataset.seq).toBe('1'))
    await act(() => logs.grow(received(10, 61)))
    expect(rows()[0]?.dataset.seq).toBe('1')
    fireEvent.click(screen.getByRole('button', { name: 'Jump to end' }))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('70'))
    expect(screen.queryByRole('button', { name: 'Jump to end' })).toBeNull()
  })

  test('is seen where it was left, with the detail, by who comes back from another profile', async () => {
    const { logs, model } = show(received(100))
    const { position, feed } = model.log
    const firstSeen = () => feed.shown.value.rows.find((_, at) => position.below(at + feed.shown.value.first) >= 0)?.seq
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
    await act(() => position.scrolled(30 * 22))
    await waitFor(() => expect(firstSeen()).toBe(31))
    await act(() => model.log.pick(90))
    await act(() => model.selection.select('p2'))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
    expect(detail()).toBeNull()
    await act(() => logs.grow(received(5, 101)))
    await act(() => model.selection.select('p1'))
    await waitFor(() => expect(firstSeen()).toBe(31))
    expect(model.log.picked.value?.seq).toBe(90)
    expect(position.following.value).toBe(false)
    await act(() => model.selection.select('p2'))
    expect(position.following.value).toBe(true)
    // However fast somebody goes through the profiles.
    for (const id of ['p1', 'p2', 'p1']) model.selection.select(id)
    await waitFor(() => expect(firstSeen()).toBe(31))
    expect(model.log.picked.value?.seq).toBe(90)
  })

  test('follows the end also where the browser scrolls a shorter list and tells of it when it is longer again', async () => {
    const { logs, model } = show(received(100))
    clampScrolling(grid())
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
    await act(() => model.log.window.clear())
    await waitFor(() => expect(rows()).toHaveLength(0))
    logs.grow(received(50, 101))
    fireEvent.scroll(grid())
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('150'))
    expect(screen.queryByRole('button', { name: 'Jump to end' })).toBeNull()
  })

  test('follows the end that somebody scrolls to, though it has gone on since the browser was told of it', async () => {
    const { logs, model } = show(received(100))
    clampScrolling(grid())
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
    grid().scrollTop -= 110
    fireEvent.scroll(grid())
    expect(model.log.position.following.value).toBe(false)
    logs.grow(received(50, 101))
    grid().scrollTop += 110
    fireEvent.scroll(grid())
    expect(model.log.position.following.value).toBe(true)
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('150'))
  })

  test('goes on from the rows that are seen where somebody leaves an end that runs away', async () => {
    const { logs, model } = show(received(100))
    clampScrolling(grid())
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('100'))
    for (const first of [101, 151]) await act(() => logs.grow(received(50, first)))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('200'))
    const { position } = model.log
    const end = position.top.peek()
    grid().scrollTop -= 110
    fireEvent.scroll(grid())
    expect(end - position.top.peek()).toBe(110)
    // The browser knows of no more rows yet.
    grid().scrollTop -= 110
    fireEvent.scroll(grid())
    expect(end - position.top.peek()).toBe(220)
    await waitFor(() => expect(grid().scrollTop).toBe(position.top.peek()))
  })

  test('shows the log of the connection or, without one, that of the profile', async () => {
    const { logs, session } = show([])
    expect(logs.opened).toEqual(['p1'])
    await act(() => session.tell({ phase: 'idle' }, connectionOf(orders, { logId: 'p1.c1' })))
    expect(logs.opened).toEqual(['p1', 'p1.c1'])
  })

  test('says what to do while it is empty', () => {
    show([])
    expect(grid().textContent).toContain('Nothing yet.')
  })

  test('says why it stays empty where nothing is logged', () => {
    const profiles = [{ ...orders, log: { ...keepAll, detail: 'off' as const } }]
    showInspector(fakeSession({ profiles }), fakeLogs([]))
    expect(grid().textContent).toContain('Nothing is logged')
  })
})

describe('text in rows', () => {
  test('can be marked while more come: rows stand still while the pointer is down, and stay when some is marked', async () => {
    const { logs } = show(received(50))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('50'))
    const press = () => fireEvent.pointerDown(rows().at(-1) as HTMLElement)
    press()
    await act(() => logs.grow(received(10, 51)))
    expect(rows().map((row) => row.dataset.seq)).toContain('50')
    fireEvent.pointerUp(document.body)
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('60'))
    press()
    const element = rows().at(-1) as HTMLElement
    const text = element.textContent
    getSelection()?.selectAllChildren(element)
    fireEvent.pointerUp(document.body)
    await act(() => logs.grow(received(100, 61)))
    expect(await screen.findByRole('button', { name: 'Jump to end' })).not.toBeNull()
    expect(element.isConnected).toBe(true)
    expect(element.textContent).toBe(text)
    getSelection()?.removeAllRanges()
  })
})

describe('what is marked in rows', () => {
  beforeAll(() => copyRows(document))

  /** Marks from one place to another, and copies. @returns what is on the clipboard; undefined where the browser does it */
  const copied = (from: [Node | null | undefined, number], to: [Node | null | undefined, number]) => {
    getSelection()?.setBaseAndExtent(from[0] as Node, from[1], to[0] as Node, to[1])
    let text: string | undefined
    const event = new Event('copy', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { setData: (_: string, given: string) => (text = given) } })
    fireEvent(rows()[0] as HTMLElement, event)
    getSelection()?.removeAllRanges()
    return text
  }
  const cell = (row: number, column: number) => within(rows()[row] as HTMLElement).getAllByRole('gridcell')[column]
  const textOf = (element: Element | undefined) => document.createTreeWalker(element as Node, 4).nextNode()

  test('is copied as a table, from where it begins to where it ends', async () => {
    show(received(3))
    await waitFor(() => expect(rows()).toHaveLength(3))
    const time = cell(1, 1)?.textContent
    expect(copied([textOf(cell(0, 3)), 1], [textOf(cell(1, 3)), 4])).toBe(`"n":1}\nReceived\t${time}\t7 B\t{"n"`)
  })

  test('has badges apart from the text behind them', async () => {
    const entries = received(2).map((entry) => ({ ...entry, data: 'no json', notJson: true }) as LogEntry)
    show(entries)
    await waitFor(() => expect(rows()).toHaveLength(2))
    const last = cell(1, 3) as HTMLElement
    const text = copied([textOf(cell(0, 3)), 0], [last, last.childNodes.length])
    expect(text?.split('\n')[1]).toMatch(/\tnot JSON no json$/)
  })

  test('is a line for each row and a cell for each column also of messages with lines and tabs', async () => {
    show(received(2).map((entry) => ({ ...entry, data: '{\n\t"a": 1\r\n}' }) as LogEntry))
    await waitFor(() => expect(rows()).toHaveLength(2))
    const last = cell(1, 3) as HTMLElement
    const lines = copied([textOf(cell(0, 3)), 0], [last, last.childNodes.length])?.split('\n')
    expect(lines).toEqual(['{ "a": 1 }', expect.stringMatching(/^Received\t[^\t]*\t[^\t]*\t\{ "a": 1 \}$/)])
  })

  test('is the message that the keyboard is at, whole, where nothing is marked', async () => {
    const long = 'x'.repeat(1000)
    const writeText = vi.fn(async (_text: string) => {})
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    const said = () => screen.queryByText('Copied', { selector: '[role=status]' })?.textContent
    show([
      { seq: 1, at: 1, type: 'message', direction: 'received', data: long },
      { seq: 2, at: 2, type: 'message', direction: 'sent', data: Uint8Array.of(1, 255) },
    ])
    await waitFor(() => expect(rows()).toHaveLength(2))
    for (const [name, text] of [
      ['Home', long],
      ['End', expect.stringMatching(/^00000000 {2}01 ff .*\n$/)],
    ] as const) {
      // As with Ctrl+A. It is no longer so once the keyboard goes to a row.
      getSelection()?.selectAllChildren(grid())
      const before = said()
      key(name)
      fireEvent.keyDown(grid(), { key: 'c', ctrlKey: true })
      await waitFor(() => expect(writeText).toHaveBeenLastCalledWith(text))
      await waitFor(() => expect(said()).toBeTruthy())
      // What stays the same is not heard again.
      await waitFor(() => expect(said()).not.toBe(before))
    }
    vi.unstubAllGlobals()
  })

  test('is left to the browser where it is in one cell', async () => {
    show(received(3))
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(copied([textOf(cell(0, 3)), 1], [textOf(cell(0, 3)), 4])).toBeUndefined()
  })
})

describe('what is marked', () => {
  const rowOf = (seq: string) => rows().find((row) => row.dataset.seq === seq)

  test('stays in the element of its row when older entries go', async () => {
    const { logs, model } = show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    await act(() => model.log.position.scrolled(400 * model.log.position.shape.value.rowHeight))
    await waitFor(() => expect(rowOf('405')).toBeDefined())
    const row = rowOf('405')
    await act(() => logs.trim(6))
    await waitFor(() => expect(rowOf('405')?.getAttribute('aria-rowindex')).toBe('400'))
    expect(rowOf('405')).toBe(row)
  })
})

describe('ten million rows', () => {
  test('are all reached, and each says which it is', async () => {
    const count = 10_000_000
    const logs = fakeLogs(received(1))
    const { open } = logs
    const at = (seq: number): RowSummary => ({
      seq,
      at: seq,
      type: 'message',
      direction: 'received',
      size: 1,
      preview: '',
    })
    const large: FakeLogs = {
      ...logs,
      open: (logId, onChange) => ({
        ...open(logId, (size) => onChange({ ...size, total: count, shown: count, scanned: count })),
        range: async (index, length) =>
          Array.from({ length: Math.min(length, count - index) }, (_, n) => at(index + n + 1)),
        indexOf: async (seq) => seq - 1,
        locate: async (place) => (place.type === 'entry' ? place.seq : count),
      }),
    }
    const { model } = showInspector(fakeSession(), large)
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe(String(count)))
    expect(grid().getAttribute('aria-rowcount')).toBe(String(count))
    for (const seq of [1, 4_999_999, 7_654_321, count]) {
      await act(() => model.log.goTo(seq).then(() => undefined))
      const row = () => rows().find((one) => one.dataset.seq === String(seq))
      await waitFor(() => expect(row()?.getAttribute('aria-rowindex')).toBe(String(seq)))
    }
    key('Home')
    await waitFor(() => expect(rows()[0]?.dataset.seq).toBe('1'))
    key('End')
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe(String(count)))
    expect(rows().length).toBeLessThan(40)
  })
})

describe('with the keyboard', () => {
  const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.dataset.seq

  test('every row can be reached', async () => {
    show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    for (const [name, seq] of [
      ['ArrowUp', '1000'],
      ['ArrowUp', '999'],
      ['Home', '1'],
      ['ArrowDown', '2'],
      ['PageDown', '11'],
      ['End', '1000'],
      ['PageUp', '991'],
    ] as const) {
      key(name)
      await waitFor(() => expect(active()).toBe(seq))
    }
  })

  test('a row that was gone to stays where it is while others come, until one goes to the end', async () => {
    const { logs, model } = show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    key('PageUp')
    await waitFor(() => expect(active()).toBeDefined())
    const before = active()
    await act(() => logs.grow(received(1000, 1001)))
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('2000'))
    expect(active()).toBe(before)
    fireEvent.click(screen.getByRole('button', { name: 'Jump to end' }))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('2000'))
    expect(document.activeElement).toBe(grid())
    expect(model.log.position.following.value).toBe(true)
  })

  test('the row it is at is seen as such also just after older ones have gone, until the rows are read anew', async () => {
    const { logs, model, stopReading } = showReading(received(1000))
    await lookAtTheMiddle(model.log.position)
    key('ArrowDown')
    await waitFor(() => expect(active()).toBe('401'))
    stopReading()
    await act(() => logs.trim(101))
    expect(active()).toBe('401')
    expect(rows().find((row) => row.hasAttribute('data-active'))?.dataset.seq).toBe('401')
  })

  test('Enter opens the detail, which then goes along; Escape closes it', async () => {
    show(received(20))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('20'))
    key('End')
    key('Enter')
    await waitFor(() => expect(detail()?.textContent).toContain('#20'))
    key('ArrowUp')
    await waitFor(() => expect(detail()?.textContent).toContain('#19'))
    expect(
      rows()
        .filter((row) => row.getAttribute('aria-selected') === 'true')
        .map((row) => row.dataset.seq),
    ).toEqual(['19'])
    key('Escape')
    await waitFor(() => expect(detail()).toBeNull())
  })
})

describe('a detail that is closed', () => {
  test.each(['Escape', 'the button'])('by %s gives the keyboard back to the list', async (way) => {
    show(received(3))
    await waitFor(() => expect(rows()).toHaveLength(3))
    fireEvent.click(rows()[1] as HTMLElement)
    await waitFor(() => expect(detail()).not.toBeNull())
    const tab = within(detail() as HTMLElement).getByRole('tab', { selected: true })
    tab.focus()
    if (way === 'Escape') fireEvent.keyDown(tab, { key: 'Escape' })
    else fireEvent.click(screen.getByRole('button', { name: 'Close detail' }))
    await waitFor(() => expect(detail()).toBeNull())
    expect(document.activeElement).toBe(grid())
  })
})

describe('the filter', () => {
  const search = () => screen.getByRole('searchbox', { name: 'Filter messages' })

  test('is text, a regular expression, a direction, or the opposite', async () => {
    const { logs } = show(received(3))
    fireEvent.input(search(), { target: { value: 'tick' } })
    await waitFor(() =>
      expect(logs.filters.at(-1)).toMatchObject({ text: 'tick', mode: 'text', invert: false, direction: 'all' }),
    )
    fireEvent.click(screen.getByRole('button', { name: 'Regular expression' }))
    fireEvent.click(screen.getByRole('button', { name: 'Invert' }))
    fireEvent.change(screen.getByRole('combobox', { name: 'Direction' }), { target: { value: 'sent' } })
    await waitFor(() =>
      expect(logs.filters.at(-1)).toMatchObject({
        text: 'tick',
        mode: 'regular-expression',
        invert: true,
        direction: 'sent',
      }),
    )
  })

  test('is taken away, all of it, by one button, which leaves the keyboard to the rows', async () => {
    const { logs } = show(received(3))
    expect(screen.queryByRole('button', { name: 'Clear filter' })).toBeNull()
    fireEvent.input(search(), { target: { value: 'tick' } })
    fireEvent.click(screen.getByRole('button', { name: 'Invert' }))
    fireEvent.change(screen.getByRole('combobox', { name: 'Direction' }), { target: { value: 'sent' } })
    await waitFor(() => expect(logs.filters.at(-1)).toMatchObject({ text: 'tick', invert: true, direction: 'sent' }))
    fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }))
    expect(search()).toHaveProperty('value', '')
    expect(document.activeElement).toBe(grid())
    await waitFor(() => expect(logs.filters.at(-1)).toBeUndefined())
    expect(screen.queryByRole('button', { name: 'Clear filter' })).toBeNull()
  })

  test('that is no regular expression says why, and the rows stay', async () => {
    const { logs } = show(received(3))
    await waitFor(() => expect(rows()).toHaveLength(3))
    logs.refuseFilter(refuse('invalid-arguments', 'Not a regular expression: Unterminated group.'))
    fireEvent.input(search(), { target: { value: '(' } })
    await screen.findByText('Not a regular expression: Unterminated group.')
    expect(search().getAttribute('aria-invalid')).toBe('true')
    expect(rows()).toHaveLength(3)
  })

  test('tells those who do not see it what it keeps, once', async () => {
    const { logs } = show(received(3))
    const result = () => screen.queryByRole('status', { name: 'Filter messages' })
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(result()?.textContent).toBe('3 of 3 entries'))
    await act(() => logs.grow(received(2, 4)))
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('5'))
    expect(result()?.textContent).toBe('3 of 3 entries')
    fireEvent.input(search(), { target: { value: '' } })
    await waitFor(() => expect(result()).toBeNull())
  })

  test('names a size as before when it cannot be understood, and says why', async () => {
    show(received(3))
    fireEvent.click(screen.getByRole('button', { name: 'More' }))
    fireEvent.input(await screen.findByRole('textbox', { name: 'At least' }), { target: { value: 'much' } })
    const fault = await screen.findByText(/^Write a size/)
    expect(screen.getByRole('textbox', { name: 'At least' }).getAttribute('aria-describedby')).toBe(fault.id)
  })

  test('leaves what is seen where it is when older entries are found', async () => {
    const { logs, model } = show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    await act(() => logs.hideOldest(600))
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('400'))
    await act(() => model.log.position.scrolled(0))
    key('ArrowDown')
    const active = () => rows().find((row) => row.hasAttribute('data-active'))?.dataset.seq
    await waitFor(() => expect(active()).toBe('601'))
    await act(() => logs.hideOldest(100))
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('900'))
    expect(active()).toBe('601')
    expect(model.log.position.below(500)).toBe(0)
    key('ArrowUp')
    await waitFor(() => expect(active()).toBe('600'))
  })

  test('leaves what is looked at where it is seen', async () => {
    const { logs, model } = show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    const active = () => rows().find((row) => row.hasAttribute('data-active'))?.dataset.seq
    await act(() => model.log.position.scrolled(400 * model.log.position.shape.value.rowHeight))
    await waitFor(() => expect(rows().map(({ dataset }) => dataset.seq)).toContain('401'))
    key('ArrowDown')
    await waitFor(() => expect(active()).toBeDefined())
    const [before, top] = [active(), model.log.position.top.value]
    // However fast somebody types.
    model.log.changeFilter({ invert: true })
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(logs.filters).toHaveLength(2))
    expect(logs.places).toEqual([Number(before), Number(before)])
    await waitFor(() => expect(model.log.position.top.value).toBe(top))
    await waitFor(() => expect(active()).toBe(before))
  })

  /** Without a filter the log is whole; with one it is without these entries, and its rows are not read. */
  function showKeeping(leftOut: (seq: number) => boolean) {
    const logs = fakeLogs(received(1000))
    const open: FakeLogs['open'] = (...given) => {
      const opened = logs.open(...given)
      let isWhole = true
      return {
        ...opened,
        range: (index, count) => (isWhole ? opened.range(index, count) : new Promise(() => {})),
        filter: (filter, near) => {
          isWhole = filter === undefined
          const seqs = isWhole ? [] : received(1000).map(({ seq }) => seq)
          logs.leaveOut(seqs.filter(leftOut))
          return opened.filter(filter, near)
        },
      }
    }
    return showInspector(fakeSession(), { ...logs, open })
  }

  test.each([
    ['nothing', () => true],
    ['so little that it is seen at once', (seq: number) => seq > 3],
    ['another part', (seq: number) => seq < 700],
  ])('leaves what is looked at where it is seen once it is taken away, also when it kept %s', async (_, leftOut) => {
    const { model } = showKeeping(leftOut)
    const { position } = model.log
    const top = await lookAtTheMiddle(position)
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(position.shape.value.count).toBeLessThan(400))
    await act(() => new Promise((resolve) => setTimeout(resolve)))
    fireEvent.input(search(), { target: { value: '' } })
    await waitFor(() => expect(position.shape.value.count).toBe(1000))
    await waitFor(() => expect(position.top.value).toBe(top))
  })

  test('leaves what is looked at where it is seen also where another log was shown under it', async () => {
    const { model } = showKeeping(() => true)
    const { position } = model.log
    const top = await lookAtTheMiddle(position)
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(position.shape.value.count).toBe(0))
    for (const other of ['p2', 'p1']) {
      await act(() => model.selection.select(other))
      await waitFor(() => expect(position.shape.value.count).toBe(0))
    }
    fireEvent.input(search(), { target: { value: '' } })
    await waitFor(() => expect(position.shape.value.count).toBe(1000))
    await waitFor(() => expect(position.top.value).toBe(top))
  })

  test('looks near the same entry at the next key, whose rows may not be there yet', async () => {
    const { logs, model } = showKeeping((seq) => seq < 300)
    const { position } = model.log
    await lookAtTheMiddle(position)
    key('ArrowDown')
    await waitFor(() => expect(model.log.active.value).toBe(400))
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(model.log.active.value).toBe(400 - 299))
    fireEvent.input(search(), { target: { value: 'no' } })
    await waitFor(() => expect(logs.places).toEqual([401, 401]))
  })

  test.each(['the first row that is seen', 'the row of the keyboard'])(
    'looks near %s also just after older entries have gone',
    async (which) => {
      const { logs, model, stopReading } = showReading(received(1000))
      const { position } = model.log
      await lookAtTheMiddle(position)
      if (which === 'the row of the keyboard') key('ArrowDown')
      stopReading()
      await act(() => logs.trim(101))
      fireEvent.input(search(), { target: { value: 'n' } })
      await waitFor(() => expect(logs.places).toEqual([401]))
    },
  )

  test('is read near what is seen as soon as somebody is about to type what is looked for', async () => {
    const { logs, model } = showKeeping(() => true)
    await lookAtTheMiddle(model.log.position)
    fireEvent.focus(search())
    expect(logs.prepared).toEqual([401])
    await act(() => model.log.position.toEnd())
    fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true })
    await waitFor(() => expect(logs.prepared).toEqual([401, undefined]))
  })

  test('leaves what is looked at where it is seen also where what is typed on is refused meanwhile', async () => {
    const { logs, locating } = slowToLocate()
    const { position } = showInspector(fakeSession(), logs).model.log
    const top = await lookAtTheMiddle(position)
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(locating).toHaveLength(1))
    logs.refuseFilter(refuse('invalid-arguments', 'Not a regular expression: Unterminated group.'))
    fireEvent.input(search(), { target: { value: 'n(' } })
    await screen.findByText('Not a regular expression: Unterminated group.')
    await act(() => locating[0]?.())
    await waitFor(() => expect(position.top.value).toBe(top))
  })

  test('is not left for what is found only after another row was picked', async () => {
    const { logs, locating } = slowToLocate()
    const { log } = showInspector(fakeSession(), logs).model
    const top = await lookAtTheMiddle(log.position)
    const going = log.goTo(2).then(() => undefined)
    await waitFor(() => expect(locating).toHaveLength(1))
    await act(() => log.pick(405))
    locating[0]?.()
    await act(() => going)
    expect([log.picked.value?.seq, log.position.top.value]).toEqual([405, top])
  })

  test('looks at the end first once somebody went there', async () => {
    const { logs, model } = showKeeping((seq) => seq < 700)
    const { position } = model.log
    await lookAtTheMiddle(position)
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect([position.following.value, position.top.value]).toEqual([false, 0]))
    await act(() => position.toEnd())
    fireEvent.input(search(), { target: { value: '' } })
    await waitFor(() => expect(logs.places).toEqual([401, undefined]))
  })

  test('follows the end of what is shown when the end was followed', async () => {
    const { logs, model } = show(received(1000))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1000'))
    key('End')
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(logs.filters).toHaveLength(1))
    await act(() => logs.grow(received(10, 1001)))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('1010'))
    expect(model.log.position.following.value).toBe(true)
  })

  test('follows the end where all of it is seen, also when that is known only after it has been looked through', async () => {
    const logs = fakeLogs(received(5))
    let state: LogSize['state'] = 'idle'
    const open: FakeLogs['open'] = (logId, onChange, events) =>
      logs.open(logId, (size) => onChange({ ...size, state }), events)
    const { position } = showInspector(fakeSession(), { ...logs, open }).model.log
    await waitFor(() => expect(rows()).toHaveLength(5))
    fireEvent.click(rows()[2] as HTMLElement)
    state = 'scanning'
    await act(() => logs.leaveOut([5]))
    fireEvent.input(search(), { target: { value: 'n' } })
    await waitFor(() => expect(logs.filters).toHaveLength(1))
    await act(() => new Promise((resolve) => setTimeout(resolve)))
    state = 'idle'
    await act(() => logs.leaveOut([4, 5]))
    expect(position.following.value).toBe(true)
  })

  test('holds for the next log, too', async () => {
    const { logs } = show(received(3))
    fireEvent.change(screen.getByRole('combobox', { name: 'Direction' }), { target: { value: 'received' } })
    await waitFor(() => expect(logs.filters).toHaveLength(1))
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(logs.filters).toHaveLength(2))
    expect(logs.opened).toEqual(['p1', 'p2'])
  })
})
