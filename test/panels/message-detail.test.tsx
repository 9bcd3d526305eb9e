import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { MessageDocument } from '../../panels/shared/document/message-document.ts'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { fakeDocumentWorker } from './fake-document-worker.ts'
import { fakeLogs } from './fake-logs.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)
afterEach(() => void vi.restoreAllMocks())

const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
const rows = () => screen.queryAllByRole('row').filter((row) => row.dataset.seq !== undefined)
const detail = () => screen.getByRole('region', { name: 'Message detail' })
const tabs = () =>
  within(detail())
    .getAllByRole('tab')
    .map((tab) => tab.textContent)
const choose = (name: string) => fireEvent.click(within(detail()).getByRole('tab', { name }))
const content = (name: string) => within(detail()).findByRole('tabpanel', { name })
const press = (name: string) => fireEvent.click(within(detail()).getByRole('button', { name }))

/** Entries are numbered and timed as they are given; the first is picked. */
async function pick(...given: (string | Uint8Array | Partial<LogEntry>)[]) {
  const entries = given.map((data, index) => {
    const place = { seq: index + 1, at: index * 1000 }
    if (typeof data !== 'string' && !(data instanceof Uint8Array)) return { ...place, ...data } as LogEntry
    return { ...place, type: 'message', direction: 'received', data } satisfies LogEntry
  })
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  const shown = showInspector(session, fakeLogs(entries))
  await waitFor(() => expect(rows()).toHaveLength(entries.length))
  fireEvent.click(rows()[0] as HTMLElement)
  await waitFor(() => detail())
  return shown
}

describe('the views', () => {
  test('of JSON show it laid out, its numbers untouched, or as it came', async () => {
    await pick('{"id":12345678901234567890.10}')
    expect(tabs()).toEqual(['Pretty', 'Tree', 'Raw', 'Hex', 'Compare'])
    await waitFor(async () =>
      expect((await content('Pretty')).textContent).toBe('{\n  "id": 12345678901234567890.10\n}'),
    )
    choose('Raw')
    expect((await content('Raw')).textContent).toBe('{"id":12345678901234567890.10}')
    choose('Hex')
    expect((await content('Hex')).textContent).toMatch(/^00000000 {2}7b 22 69 64/)
  })

  test('of JSON that is not laid out yet give that up when they are left', async () => {
    const layingOut = vi.spyOn(MessageDocument.prototype, 'prettyForView').mockReturnValue(new Promise(() => {}))
    const leave = vi.spyOn(MessageDocument.prototype, 'leaveView')
    await pick('{"a":1}')
    await waitFor(() => expect(layingOut).toHaveBeenCalledTimes(1))
    choose('Tree')
    await content('Tree')
    expect(leave).toHaveBeenCalledTimes(1)
    layingOut.mockRestore()
    choose('Pretty')
    await waitFor(async () => expect((await content('Pretty')).textContent).toBe('{\n  "a": 1\n}'))
    choose('Raw')
    await content('Raw')
    expect(leave).toHaveBeenCalledTimes(1)
  })

  test('of JSON that cannot be laid out say why', async () => {
    const fails = () => Promise.reject(new Error('Invalid string length'))
    const spies = [
      vi.spyOn(MessageDocument.prototype, 'prettyForView').mockImplementation(fails),
      vi.spyOn(MessageDocument.prototype, 'pretty').mockImplementation(fails),
    ]
    await pick('{"a":1}')
    await waitFor(async () => expect((await content('Pretty')).textContent).toContain('Invalid string length'))
    press('Copy')
    const told = () => within(detail()).getByRole('status', { name: 'Copy' }).textContent
    await waitFor(() => expect(told()).toContain('Invalid string length'))
    for (const spy of spies) spy.mockRestore()
  })

  test('of text that only begins like JSON are those of text', async () => {
    await pick('[10:00] hello')
    await waitFor(() => expect(tabs()).toEqual(['Raw', 'Hex', 'Compare']))
  })

  test('show markup as the text it is', async () => {
    await pick('<img src=x onerror=alert(1)>')
    const panel = await content('Raw')
    expect(panel.textContent).toBe('<img src=x onerror=alert(1)>')
    expect(panel.querySelector('img')).toBeNull()
  })

  test('of bytes are a dump, and their text where they are UTF-8', async () => {
    await pick(new TextEncoder().encode('{"a":1}'), new Uint8Array([0xff, 0]))
    expect(tabs()).toEqual(['Pretty', 'Tree', 'Text', 'Hex', 'Compare'])
    fireEvent.click(rows()[1] as HTMLElement)
    await waitFor(() => expect(tabs()).toEqual(['Hex', 'Compare']))
  })

  test('of an image begin with it, with a name for those who do not see it', async () => {
    await pick(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    expect(tabs()).toEqual(['Image', 'Hex', 'Compare'])
    const image = await screen.findByRole<HTMLImageElement>('img', { name: 'Image of the message (PNG)' })
    expect(image.src).toMatch(/^blob:/)
    Object.defineProperties(image, { naturalWidth: { value: 3 }, naturalHeight: { value: 4 } })
    fireEvent.load(image)
    await screen.findByText('PNG · 3 × 4 pixels · 8 B')
    fireEvent.error(image)
    await screen.findByText(/It begins like an image \(PNG\)/)
  })

  test('of what is no message tell its facts and how it is exported', async () => {
    await pick({ type: 'closed', connectionId: 'c', cause: 'server', code: 1001, reason: 'bye', clean: true })
    expect(tabs()).toEqual(['Content', 'Raw'])
    const facts = [...(await content('Content')).querySelectorAll('dl > div')].map((fact) => fact.textContent)
    expect(facts).toEqual([
      'Code1001 Going away: an endpoint is leaving, such as a server going down or a page closing',
      'Reasonbye',
      'Endedby the server',
      'Closingclosing handshake completed',
    ])
    choose('Raw')
    expect(JSON.parse((await content('Raw')).textContent ?? '')).toMatchObject({ type: 'closed', code: 1001 })
  })

  test('of a handshake are named otherwise than the tabs of its profile', async () => {
    await pick({ type: 'handshake', connectionId: 'c', url: 'ws://a.example/', protocols: [] })
    const names = screen.getAllByRole('tab').map((tab) => tab.textContent)
    expect(names).toContain('Handshake')
    expect(new Set(names).size).toBe(names.length)
  })

  test('are chosen with the arrows, and remembered for messages of that kind', async () => {
    await pick('{"a":1}', '{"a":2}', 'text')
    const tab = within(detail()).getByRole('tab', { name: 'Pretty' })
    tab.focus()
    fireEvent.keyDown(tab, { key: 'ArrowRight' })
    expect(document.activeElement?.textContent).toBe('Tree')
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowRight' })
    await content('Raw')
    fireEvent.click(rows()[1] as HTMLElement)
    await waitFor(async () => expect((await content('Raw')).textContent).toBe('{"a":2}'))
  })

  test('of long content draw what is near, and give the rest its place', async () => {
    await pick(new Uint8Array(70_000))
    const parts = [...(await content('Hex')).querySelectorAll<HTMLElement>('[data-part]')]
    expect(parts).toHaveLength(18)
    expect(parts[0]?.textContent?.split('\n')).toHaveLength(257)
    expect(parts.slice(1).map((part) => part.textContent)).toEqual(Array(17).fill(''))
    expect(parts[1]?.style.blockSize).toBe('4608px')
  })

  test('of content that is too high for a browser are in sections', async () => {
    await pick(new Uint8Array(8_000_000))
    await screen.findByText('Part 1 of 2')
    const dump = async () => (await content('Hex')).querySelector('pre')?.textContent
    expect(await dump()).toMatch(/^00000000/)
    press('Next part')
    await waitFor(async () => expect(await dump()).toMatch(/^006c8000/))
    press('Previous part')
    await waitFor(async () => expect(await dump()).toMatch(/^00000000/))
  })
})

describe('what can be done with a message', () => {
  test('it is copied exactly as it came', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await pick(' exact\ttext ')
    press('Copy')
    await waitFor(() => expect(screen.getByRole('status', { name: 'Copy' }).textContent).toBe('Copied'))
    expect(writeText).toHaveBeenCalledWith(' exact\ttext ')
  })

  test('it is copied as another tool sends it over the connection', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await pick(`it's`)
    press('Copy as')
    const items = screen.getAllByRole('menuitem').map((item) => item.textContent)
    expect(items).toEqual([
      'Copy as wscat',
      'Copy as websocat',
      'Copy as JavaScript (page)',
      'Copy as JavaScript (Node.js)',
      'Copy as Playwright',
    ])
    // Only what is over the rest is closed.
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' })
    expect(screen.queryByRole('menu')).toBeNull()
    press('Copy as')
    fireEvent.click(screen.getByRole('menuitem', { name: 'Copy as wscat' }))
    await waitFor(() => expect(writeText).toHaveBeenCalledWith(expect.stringContaining(`--execute='it'\\''s'`)))
  })

  test.each([
    ['{"op":"buy"}', '{"op":"buy"}', 'json-object'],
    ['[1,2]', '[1,2]', 'json-value'],
    [new Uint8Array([1, 255]), '01 ff', 'binary'],
  ] as const)('%j is edited to be sent again', async (data, text, way) => {
    const { model } = await pick(data)
    press('Edit and resend')
    expect(model.composer.draft.current.value).toMatchObject({ text, sendAs: way })
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Message'))
  })

  test('what was written before comes back', async () => {
    const { model } = await pick('{"op":"buy"}')
    fireEvent.input(screen.getByRole('textbox', { name: 'Message' }), { target: { value: '{"mine":1}' } })
    press('Edit and resend')
    const written = () => model.composer.draft.current.value.text
    expect(written()).toBe('{"op":"buy"}')
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(written()).toBe('{"mine":1}'))
    // Nor is what it was replaced by.
    model.composer.recall('older')
    expect(written()).toBe('{"op":"buy"}')
  })

  test('it is kept with the profile, and named', async () => {
    const { session } = await pick(new Uint8Array([1, 255]))
    await waitFor(() => expect(session.calls.some(({ name }) => name === 'script.read')).toBe(true))
    press('Save as saved message')
    const name = await screen.findByRole('textbox', { name: 'Name of the message' })
    fireEvent.input(name, { target: { value: 'Ping' } })
    fireEvent.keyDown(name, { key: 'Enter' })
    await waitFor(() =>
      expect(session.scripts.get('p1')?.messages).toMatchObject([{ name: 'Ping', text: 'Af8=', sendAs: 'binary' }]),
    )
  })
})

describe('the tree', () => {
  const tree = () => screen.getByRole('tree', { name: 'Tree' })
  const items = () =>
    within(tree())
      .queryAllByRole('treeitem')
      .map((item) => item.textContent)
  const active = () => document.getElementById(tree().getAttribute('aria-activedescendant') ?? '')
  const key = (name: string) => fireEvent.keyDown(tree(), { key: name })
  const path = () => screen.getByRole('status', { name: 'Path of the value' }).textContent

  async function show(json: string) {
    const shown = await pick(json)
    choose('Tree')
    await waitFor(() => expect(items().length).toBeGreaterThan(0))
    return shown
  }

  test('shows names and numbers as they were received, each as often as it was', async () => {
    await show('{"b":1.10,"a":{"x":[true,null]},"b":"2"}')
    expect(items()).toEqual(['{3}', 'b: 1.10', 'a: {1}', 'x: [2]', '0: true', '1: null', 'b: "2"'])
    const told = within(tree())
      .getAllByRole('treeitem')
      .map((item) =>
        ['aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded'].map((name) => item.getAttribute(name)),
      )
    expect(told.slice(1, 4)).toEqual([
      ['2', '1', '3', null],
      ['2', '2', '3', 'true'],
      ['3', '1', '1', 'true'],
    ])
  })

  test('is walked with the keyboard', async () => {
    await show('{"apple":{"red":1},"bear":[1,2],"banana":3}')
    const steps: readonly (readonly [string, string])[] = [
      ['ArrowDown', 'apple: {1}'],
      ['ArrowRight', 'red: 1'],
      ['ArrowLeft', 'apple: {1}'],
      ['b', 'bear: [2]'],
      ['a', 'banana: 3'],
      ['Home', '{3}'],
      ['End', 'banana: 3'],
    ]
    for (const [name, expected] of steps) {
      key(name)
      await waitFor(() => expect(active()?.textContent).toBe(expected))
    }
    key('Home')
    key('ArrowDown')
    key('ArrowLeft')
    await waitFor(() => expect(items()).toContain('apple: {1}{"red":1}'))
    key('*')
    await waitFor(() => expect(items()).toContain('red: 1'))
  })

  test('tells the path and the value of what is picked, to be copied', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await show('{"a b":[{"c":"x\\ny"}]}')
    key('End')
    await waitFor(() => expect(path()).toBe('$["a b"][0].c'))
    press('Copy path')
    press('Copy value')
    await waitFor(() => expect(writeText.mock.calls.flat().slice(-2)).toEqual(['$["a b"][0].c', 'x\ny']))
  })

  test('of a long document has only those rows in the page that are seen', async () => {
    await show(`{"list":[${Array.from({ length: 50_000 }, (_, n) => `{"n":${n}}`).join()}]}`)
    await waitFor(() => expect(items()[0]).toBe('{1}'))
    press('Expand all')
    await waitFor(() => expect(items()).toContain('n: 3'))
    key('End')
    await waitFor(() => expect(items().at(-1)).toBe('n: 49999'))
    expect(items().length).toBeLessThan(80)
    await waitFor(() => expect(path()).toBe('$.list[49999].n'))
    press('Collapse all')
    await waitFor(() => expect(items()).toHaveLength(2))
  })
})

describe('a comparison', () => {
  const lines = (name: string) =>
    [...detail().querySelectorAll(name)].map((line) => line.querySelector('.line-text')?.textContent)

  test('is made with the second row that is picked, laid out, the earlier first', async () => {
    await pick('{"a":1,"b":2}', '{"a":1,"b":3}')
    fireEvent.click(rows()[1] as HTMLElement, { ctrlKey: true })
    fireEvent.click(await screen.findByRole('button', { name: 'Compare' }))
    await screen.findByText(/^#1 \(.*\) → #2 \(.*\): Lines removed: 1, added: 1\.$/)
    await waitFor(() => expect(lines('del')).toEqual(['  "b": 2']))
    expect(lines('ins')).toEqual(['  "b": 3'])
    expect([...detail().querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['2', '3'])
  })

  test('is made with an entry of a number, and says when there is none', async () => {
    await pick('same', 'same')
    choose('Compare')
    const number = screen.getByRole('textbox', { name: 'Compare with entry no.' })
    const submit = () => fireEvent.submit(number.closest('form') as HTMLFormElement)
    fireEvent.input(number, { target: { value: '7' } })
    submit()
    expect((await screen.findByRole('alert')).textContent).toBe('The list has no other entry of this number.')
    // As numbers are shown.
    fireEvent.input(number, { target: { value: '#2' } })
    submit()
    await screen.findByText(/no difference\.$/)
  })

  /** Picks both rows and asks for it. */
  const compareBoth = async (...given: Parameters<typeof pick>) => {
    const shown = await pick(...given)
    fireEvent.click(rows()[1] as HTMLElement, { ctrlKey: true })
    fireEvent.click(await screen.findByRole('button', { name: 'Compare' }))
    return shown
  }
  const said = () => screen.findByRole('status', { name: 'Compare' })

  test('hides what is the same until somebody asks', async () => {
    const long = Array.from({ length: 40 }, (_, n) => `line ${n}`)
    await compareBoth(long.join('\n'), [...long, 'more'].join('\n'))
    fireEvent.click(await screen.findByRole('button', { name: '37 unchanged lines' }))
    await waitFor(() => expect(detail().textContent).toContain('line 20'))
  })

  test('hides what is the same in a very long line, too', async () => {
    const [before, after] = ['b'.repeat(5000), 'a'.repeat(90_000)]
    await compareBoth(`${before}1${after}`, `${before}2${after}`)
    await waitFor(() =>
      expect([...detail().querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['1', '2']),
    )
    expect(detail().querySelector('.compare')?.textContent?.length).toBeLessThan(10_000)
    fireEvent.click(await screen.findByRole('button', { name: '4,800 unchanged characters' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: '4,800 unchanged characters' })).toBeNull())
    await waitFor(() => expect(lines('del')[0]).toBe('b'.repeat(2000)))
  })

  test('of very many lines has only those in the page that are near', async () => {
    const many = (name: string) => Array.from({ length: 30_000 }, (_, n) => `${name} ${n}`).join('\n')
    await compareBoth(many('one'), many('other'))
    await screen.findByText(/Lines removed: 30,000, added: 30,000\.$/)
    await waitFor(() => expect(lines('ins')[0]).toBe('other 0'))
    expect(lines('ins').length).toBeLessThan(300)
    expect(detail().querySelectorAll('[data-part]').length).toBeLessThan(300)
  })

  test('of bytes is one of their dumps, also with a text', async () => {
    await compareBoth(new Uint8Array([0xff, 0, 0x41]), 'A')
    await waitFor(() => expect(lines('del')).toEqual([`ff 00 41${' '.repeat(42)}..A`]))
    expect(lines('ins')).toEqual([`41${' '.repeat(48)}A`])
  })

  test('that takes long says so, is cancelled, and made again when somebody asks', async () => {
    const comparing = vi.spyOn(MessageDocument.prototype, 'compareWith').mockReturnValue(new Promise(() => {}))
    const { model } = await compareBoth('a', 'b'.repeat(9000))
    await waitFor(() => expect(comparing).toHaveBeenCalledTimes(1))
    expect((await said()).textContent).toBe('Comparing…')
    press('Cancel')
    await waitFor(async () => expect((await said()).textContent).toBe('Cancelled: the two were not compared.'))
    expect(within(detail()).queryByRole('button', { name: 'Cancel' })).toBeNull()
    comparing.mockRestore()
    fireEvent.submit(screen.getByRole('textbox', { name: 'Compare with entry no.' }).closest('form') as HTMLFormElement)
    await waitFor(async () => expect((await said()).textContent).toMatch(/Lines removed: 1, added: 1\.$/))
    expect(model.logTools.span.second.value?.seq).toBe(2)
  })

  test('is given up when its view is left', async () => {
    const { model } = await pick('a', 'b'.repeat(9000))
    const terminate = vi.fn()
    vi.spyOn(model, 'startDocumentWorker').mockImplementation(() => ({ ...fakeDocumentWorker(), terminate }))
    const comparing = vi.spyOn(MessageDocument.prototype, 'compareWith').mockReturnValue(new Promise(() => {}))
    fireEvent.click(rows()[1] as HTMLElement, { ctrlKey: true })
    fireEvent.click(await screen.findByRole('button', { name: 'Compare' }))
    await waitFor(() => expect(comparing).toHaveBeenCalledTimes(1))
    expect(terminate).not.toHaveBeenCalled()
    choose('Raw')
    await content('Raw')
    expect(terminate).toHaveBeenCalledTimes(1)
  })
})
