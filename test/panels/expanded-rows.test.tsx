import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

/** How high happy-dom, which lays nothing out, says that what a row was expanded to is. */
let height = 300

beforeEach(() => {
  height = 300
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: HTMLElement) {
    return new DOMRect(0, 0, 100, this.classList.contains('grid-beneath') ? height : 0)
  })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const grid = () => screen.getByRole('grid', { name: 'Messages' })
const rows = () =>
  within(grid())
    .queryAllByRole('row')
    .filter((row) => row.dataset.seq !== undefined)
const row = (seq: number) => rows().find((one) => one.dataset.seq === String(seq)) ?? expect.unreachable(`row ${seq}`)
const beneath = (seq: number) => row(seq).querySelector('.grid-beneath')
const disclosure = (seq: number) => within(row(seq)).getAllByRole('gridcell')[0] ?? expect.unreachable('a first cell')
const isExpanded = (seq: number) => disclosure(seq).getAttribute('aria-expanded')
const key = (name: string) => fireEvent.keyDown(grid(), { key: name })
const offset = () => grid().querySelector<HTMLElement>('.grid-shift')?.style.transform

async function show(entries: readonly LogEntry[]) {
  const shown = showInspector(fakeSession(), fakeLogs(entries))
  await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe(String(entries.length)))
  return shown
}

function message(seq: number, data: string | Uint8Array): LogEntry {
  return { seq, at: 0, type: 'message', direction: 'received', data: data as string }
}

describe('a row', () => {
  test('is expanded in its place with the pointer, and the detail stays closed', async () => {
    await show(received(3))
    expect(isExpanded(2)).toBe('false')
    fireEvent.click(disclosure(2))
    await waitFor(() => expect(beneath(2)?.textContent).toBe('{\n  "n": 2\n}'))
    expect(isExpanded(2)).toBe('true')
    expect([isExpanded(1), isExpanded(3)]).toEqual(['false', 'false'])
    expect(screen.queryByRole('region', { name: 'Message detail' })).toBeNull()
    fireEvent.click(beneath(2) as Element)
    expect(screen.queryByRole('region', { name: 'Message detail' })).toBeNull()
    fireEvent.click(disclosure(2))
    await waitFor(() => expect(isExpanded(2)).toBe('false'))
    expect(beneath(2)).toBeNull()
  })

  test('is expanded and collapsed with the arrows', async () => {
    await show(received(3))
    key('End')
    key('ArrowRight')
    await waitFor(() => expect(isExpanded(3)).toBe('true'))
    key('ArrowLeft')
    await waitFor(() => expect(isExpanded(3)).toBe('false'))
  })

  test('that is an empty message is not expanded, which shows no more', async () => {
    const { model } = await show([message(1, ''), message(2, 'a')])
    for (const name of ['Home', 'ArrowRight', 'ArrowDown', 'ArrowRight']) key(name)
    await waitFor(() => expect(isExpanded(2)).toBe('true'))
    expect([...model.logTools.expanded.contents.value.keys()]).toEqual([2])
  })

  test('shows what it is: text with its lines, bytes as a dump, and of other entries what they tell', async () => {
    await show([
      message(1, 'one\ntwo'),
      message(2, new Uint8Array([0, 1, 2, 255])),
      { seq: 3, at: 0, type: 'closed', connectionId: 'c', code: 1011, reason: 'no more', clean: true, cause: 'server' },
      message(4, ''),
    ])
    for (const seq of [1, 2, 3]) fireEvent.click(disclosure(seq))
    await waitFor(() => expect(beneath(1)?.textContent).toBe('one\ntwo'))
    await waitFor(() => expect(beneath(2)?.textContent).toContain('00 01 02 ff'))
    await waitFor(() => expect(beneath(3)?.textContent).toContain('no more'))
    expect(isExpanded(4)).toBeNull()
  })

  test('that is long shows how it begins, and the whole in the detail', async () => {
    const numbers = JSON.stringify(Array.from({ length: 500 }, (_, n) => n))
    await show([message(1, numbers)])
    fireEvent.click(disclosure(1))
    await waitFor(() => expect(beneath(1)?.textContent).toContain('[\n  0,\n  1,'))
    expect(beneath(1)?.textContent).not.toContain('200')
    fireEvent.click(screen.getByRole('button', { name: 'Show all of it' }))
    await screen.findByRole('region', { name: 'Message detail' })
  })
})

describe('the list', () => {
  const settled = async (seq: number) => {
    fireEvent.click(disclosure(seq))
    await waitFor(() => expect(isExpanded(seq)).toBe('true'))
  }

  test('stands still while somebody reads, also when more comes, and follows again when asked to', async () => {
    const { logs } = await show(received(50))
    await settled(45)
    const before = offset()
    await act(() => logs.grow(received(100, 51)))
    expect(offset()).toBe(before)
    expect(row(45).isConnected).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: 'Jump to end' }))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('150'))
    await act(() => logs.grow(received(10, 151)))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('160'))
  })

  test('shows all of what was expanded at its end, and goes on following once that is collapsed', async () => {
    const { model, logs } = await show(received(50))
    height = 100
    await settled(50)
    expect(model.log.position.isSeen(49)).toBe(true)
    expect(model.log.position.top.peek()).toBe(50 * 22 + 100 - 220)
    fireEvent.click(disclosure(50))
    await waitFor(() => expect(isExpanded(50)).toBe('false'))
    await act(() => logs.grow(received(10, 51)))
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('60'))
  })

  test('shows all of what is expanded also when older ones have gone before it is there', async () => {
    const { model, logs } = await show(received(50))
    const { position } = model.log
    height = 100
    fireEvent.click(disclosure(50))
    logs.trim(11)
    await waitFor(() => expect(isExpanded(50)).toBe('true'))
    await waitFor(() => expect(position.isSeen(39)).toBe(true))
  })

  test('collapses the row that was clicked also when older ones have gone since the button was down', async () => {
    const { model, logs } = await show(received(50))
    await settled(45)
    fireEvent.pointerDown(disclosure(45))
    await act(() => logs.trim(11))
    fireEvent.pointerUp(disclosure(45))
    fireEvent.click(disclosure(45))
    await waitFor(() => expect(isExpanded(45)).toBe('false'))
    expect(model.log.position.shape.peek().tall).toEqual([])
    expect(model.log.active.peek()).toBe(34)
  })

  test('has room for a row only where it is, also when it is laid out anew just after older ones have gone', async () => {
    const { model, logs } = await show(received(50))
    const measured: (() => void)[] = []
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: () => void) {
          measured.push(callback)
        }
        observe() {}
        disconnect() {}
      },
    )
    await settled(45)
    logs.trim(11)
    height = 200
    measured.at(-1)?.()
    await waitFor(() => expect(model.log.position.shape.peek().tall).toMatchObject([{ index: 34, extra: 200 }]))
    vi.unstubAllGlobals()
  })

  test('leaves room for what is expanded above what is seen also until that is read again', async () => {
    const logs = fakeLogs(received(500))
    const open = logs.open.bind(logs)
    let isSlow = false
    logs.open = (...given) => {
      const handle = open(...given)
      const range = handle.range.bind(handle)
      // What is seen is asked for first.
      handle.range = (...wanted) => {
        const isLate = isSlow && wanted[1] > 15
        return isLate ? new Promise(() => {}) : range(...wanted)
      }
      return handle
    }
    const { model } = showInspector(fakeSession(), logs)
    const { position } = model.log
    await waitFor(() => expect(rows().at(-1)?.dataset.seq).toBe('500'))
    await act(() => position.scrolled(299 * 22))
    await waitFor(() => expect(rows().some(({ dataset }) => dataset.seq === '302')).toBe(true))
    await settled(302)
    await act(() => position.scrollBy(5 * 22 + 300))
    isSlow = true
    await act(() => logs.trim(11))
    await waitFor(() => expect(rows()[0]?.dataset.seq).toBe('306'))
    const drawn = [...grid().querySelectorAll<HTMLElement>('.grid-shift > *')]
    const above = drawn.slice(0, drawn.indexOf(row(306)))
    expect(above).toHaveLength(7)
    expect(above.map((one) => one.style.height)).toEqual(['22px', '22px', '22px', '322px', '22px', '22px', '22px'])
  })

  test('counts its rows as before', async () => {
    await show(received(50))
    await settled(48)
    expect(grid().getAttribute('aria-rowcount')).toBe('50')
    expect(row(48).getAttribute('aria-rowindex')).toBe('48')
  })

  test('has rows expanded that come into view again, where they are under another filter', async () => {
    const { model } = await show(received(500))
    await settled(495)
    key('Home')
    await waitFor(() => expect(rows()[0]?.dataset.seq).toBe('1'))
    expect(model.log.position.shape.peek().tall).toMatchObject([{ index: 494, extra: 300 }])
    await act(() => model.log.changeFilter({ direction: 'received' }))
    await waitFor(() => expect(isExpanded(495)).toBe('true'))
    expect(model.log.position.shape.peek().tall).toMatchObject([{ index: 494, extra: 300 }])
  })

  test('forgets what was expanded in another log', async () => {
    const { model } = await show(received(50))
    await settled(50)
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(isExpanded(50)).toBe('false'))
    expect(model.log.position.shape.peek().tall).toEqual([])
  })

  test('goes down within what is higher than the view before it leaves it', async () => {
    const { model } = await show(received(50))
    await act(() => model.log.position.scrolled(0))
    await waitFor(() => expect(rows()[0]?.dataset.seq).toBe('1'))
    await settled(3)
    const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.dataset.seq
    const { top } = model.log.position
    expect(top.peek()).toBe(44)
    for (const [wanted, seq] of [
      [110, '3'],
      [146, '3'],
      [168, '4'],
    ] as const) {
      key('ArrowDown')
      await waitFor(() => expect([top.peek(), active()]).toEqual([wanted, seq]))
    }
  })
})
