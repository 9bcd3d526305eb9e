import 'fake-indexeddb/auto'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { chooseFile, discard } from '../../panels/shared/choose-file.ts'
import { blobSink, fileSink } from '../../panels/shared/export-sink.ts'
import { type ExportTask, exportLog } from '../../panels/shared/log-export.ts'
import { noFilter } from '../../src/log/filter.ts'
import { LogReader } from '../../src/log/reader.ts'
import { emptyStorage, newWriter, range, withDatabase, writeEach } from '../log/support.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const task: ExportTask = {
  logId: 'a',
  from: 2,
  upTo: 20,
  format: 'ndjson',
  url: 'ws://h/',
  version: '1',
  credentials: 'left-out',
  secrets: ['text 13'],
}

async function linesOf(change: Partial<ExportTask>): Promise<string[]> {
  emptyStorage()
  await writeEach(newWriter().writer, 'a', range(30, 'text '))
  const made = await withDatabase((database) =>
    exportLog(new LogReader(database), { ...task, ...change }, blobSink(''), () => {}),
  )
  const lines = (await (made.file ?? new Blob()).text()).trimEnd().split('\n')
  expect(made.entries).toBe(19)
  return lines
}

test('a part of a log is written, each entry once and in order, without the secrets', async () => {
  const entries = (await linesOf({})).map((line) => JSON.parse(line) as { seq: number; data: string })
  expect(entries.map(({ seq }) => seq)).toEqual(range(21).map(Number).slice(2))
  expect(entries.map(({ data }) => data)).toContain('[redacted]')
  expect(entries.map(({ data }) => data)).not.toContain('text 13')
})

test.each([
  ['left-out', 'wss://h/x?token=[redacted]&room=1'],
  ['included', 'wss://h/x?token=s3cret&room=1'],
] as const)('credentials in an address are %s', async (credentials, url) => {
  emptyStorage()
  const { writer } = newWriter()
  writer.append('a', { type: 'handshake', connectionId: 'c', url: 'wss://h/x?token=s3cret&room=1', protocols: [] }, 1)
  await writer.flush()
  const whole = { ...task, from: 1, upTo: 1, credentials, format: 'har' as const }
  const made = await withDatabase((database) => exportLog(new LogReader(database), whole, blobSink(''), () => {}))
  expect(JSON.parse(await (made.file ?? new Blob()).text()).log.entries[0].request.url).toBe(url)
})

test('the file of a profile without a name is named by its address, without what is secret there', async () => {
  const url = 'wss://ada:hush@h/feed?token=s3cret'
  const { exporter, model } = showInspector(
    fakeSession({ profiles: [{ ...orders, name: '', url }] }),
    fakeLogs(received(3)),
  )
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  await model.exporting.start('har', 'all', [])
  exporter.tell({ type: 'done', entries: 3, missing: 0, file: new Blob(['x']) })
  expect(exporter.saved).toEqual([expect.stringMatching(/^wss-h-feed-\d{4}-/)])
})

test('tokens are left out of subprotocols and of headers that have them, whatever their names', async () => {
  emptyStorage()
  const { writer } = newWriter()
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'
  const url = 'wss://h/'
  const requestHeaders = [{ name: 'X-User', value: `jwt ${token}` }]
  const headers = [{ name: 'Location', value: 'https://h/login?token=s3cret&room=1' }]
  const response = { status: 302, statusLine: `HTTP/1.1 302 ${token}`, headers }
  const observed = { url, requestHeaders, response, steps: [] }
  const handshake = { type: 'handshake', connectionId: 'c', url, protocols: ['chat', `bearer.${token}`] } as const
  writer.append('a', handshake, 1)
  writer.append('a', { ...handshake, observed }, 2)
  writer.append('a', { type: 'opened', connectionId: 'c', protocol: `bearer.${token}`, extensions: '' }, 3)
  await writer.flush()
  const whole = { ...task, from: 1, upTo: 3 }
  const made = await withDatabase((database) => exportLog(new LogReader(database), whole, blobSink(''), () => {}))
  const text = await (made.file ?? new Blob()).text()
  expect(text).not.toContain('eyJ')
  expect(text).not.toContain('s3cret')
  expect(text).toContain('"protocols":["chat","bearer.[redacted]"]')
  expect(text).toContain('https://h/login?token=[redacted]&room=1')
})

test('answers tell how long they took, and notes go along, whatever is filtered out', async () => {
  emptyStorage()
  const { writer } = newWriter()
  writer.append('a', { type: 'message', direction: 'sent', data: '{"id":"x1"}' }, 100)
  writer.append('a', { type: 'message', direction: 'received', data: '{"re":"x1"}' }, 142.5)
  await writer.flush()
  await writer.mark('a', 2, 'slow')
  const filtered: ExportTask = {
    ...{ ...task, from: 1, upTo: 2 },
    filter: { ...noFilter, direction: 'received', marked: true },
    pairing: { sent: '$.id', received: 're' },
  }
  const made = await withDatabase((database) => exportLog(new LogReader(database), filtered, blobSink(''), () => {}))
  expect(JSON.parse(await (made.file ?? new Blob()).text())).toMatchObject({
    seq: 2,
    answers: 1,
    latency: 42.5,
    bookmark: 'slow',
  })
})

test('a table has a line of names and one line per entry', async () => {
  expect(await linesOf({ format: 'csv' })).toHaveLength(20)
})

test('an archive is JSON with the messages of the connection', async () => {
  const har = JSON.parse((await linesOf({ format: 'har' })).join('\n')) as {
    log: { version: string; entries: { _webSocketMessages: unknown[] }[] }
  }
  expect(har.log.version).toBe('1.2')
  expect(har.log.entries[0]?._webSocketMessages).toHaveLength(19)
})

test('only what the filter keeps is written', async () => {
  emptyStorage()
  await writeEach(newWriter().writer, 'a', range(30))
  const filter = { ...noFilter, text: '1' }
  const made = await withDatabase((database) =>
    exportLog(new LogReader(database), { ...task, filter }, blobSink(''), () => {}),
  )
  expect(made.entries).toBe(11)
})

test('an archive has each message under its own connection, whatever else is filtered out', async () => {
  emptyStorage()
  const { writer } = newWriter()
  const connection = (url: string, data: string, at: number) => {
    writer.append('a', { type: 'handshake', connectionId: 'c', url, protocols: [] }, at)
    writer.append('a', { type: 'opened', connectionId: 'c', protocol: 'v1', extensions: '' }, at + 1)
    writer.append('a', { type: 'message', direction: 'received', data }, at + 2)
    writer.append('a', { type: 'message', direction: 'sent', data: 'other' }, at + 3)
    writer.append(
      'a',
      { type: 'closed', connectionId: 'c', cause: 'server', code: 1001, reason: 'bye', clean: true },
      at + 4,
    )
  }
  connection('wss://old/', 'one', 10)
  connection('wss://not-asked-for/', 'other', 20)
  connection('wss://new/', 'more than one', 30)
  await writer.flush()
  const filter = { ...noFilter, text: 'one' }
  const part = { ...task, from: 1, upTo: 15, filter, format: 'har' as const }
  const made = await withDatabase((database) => exportLog(new LogReader(database), part, blobSink(''), () => {}))
  expect(made.entries).toBe(2)
  const { entries } = JSON.parse(await (made.file ?? new Blob()).text()).log
  expect(entries).toMatchObject([
    { request: { url: 'wss://old/' }, response: { status: 101 }, _webSocketMessages: [{ data: 'one' }], time: 4 },
    { request: { url: 'wss://new/' }, _webSocketMessages: [{ data: 'more than one' }] },
  ])
  expect(entries).toHaveLength(2)
  expect(entries[0].comment).toContain('Closed with 1001')
})

test('what is deleted before it could be written is counted', async () => {
  emptyStorage()
  const { writer } = newWriter()
  await writeEach(writer, 'a', Array<string>(12).fill('x'.repeat(300_000)))
  const part = { ...task, from: 1, upTo: 12 }
  const made = await withDatabase(async (database) => {
    await writer.trim('a', 4)
    return exportLog(new LogReader(database), part, blobSink(''), () => {})
  })
  expect(made).toMatchObject({ entries: 9, missing: 3 })
  const emptied = await withDatabase(async (database) => {
    const reader = new LogReader(database)
    const { blocksAt } = reader
    let reads = 0
    reader.blocksAt = async (...args) => {
      if (++reads === 2) await writer.trim('a', 13)
      return blocksAt.apply(reader, args)
    }
    return exportLog(reader, { ...part, from: 4 }, blobSink(''), () => {})
  })
  expect(emptied).toMatchObject({ entries: 4, missing: 5 })
})

test('an export that goes on while the log is emptied can be seen and given up, and says what it has missed', async () => {
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  await model.exporting.start('ndjson', 'all', [])
  model.log.window.clear()
  await waitFor(() => expect(model.log.size.value.total).toBe(0))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  await screen.findByRole('button', { name: 'Cancel' })
  exporter.tell({ type: 'done', entries: 2, missing: 1 })
  await screen.findByText('1 entry was deleted before it could be written.')
})

test('how an export ended can be seen in a log that was emptied meanwhile, until it was', async () => {
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  await model.exporting.start('ndjson', 'all', [])
  model.log.window.clear()
  await waitFor(() => expect(model.log.size.value.total).toBe(0))
  await act(() => exporter.tell({ type: 'done', entries: 2, missing: 1 }))
  const button = screen.getByRole('button', { name: 'Export log' })
  fireEvent.click(button)
  await screen.findByText('1 entry was deleted before it could be written.')
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(true))
})

test('how far it is is told also where the filter keeps nothing', async () => {
  emptyStorage()
  await writeEach(newWriter().writer, 'a', Array<string>(12).fill('x'.repeat(300_000)))
  const seqs: number[] = []
  const filtered = { ...task, from: 1, upTo: 12, filter: { ...noFilter, text: 'y' } }
  await withDatabase((database) =>
    exportLog(new LogReader(database), filtered, blobSink(''), (_, seq) => void seqs.push(seq)),
  )
  expect(seqs).toEqual([3, 7, 11])
})

test.each([
  ['हिन्दी e\u0301', 'हिन्दी-e\u0301'],
  ['語'.repeat(100), '語'.repeat(66)],
  [`a${'\u{20000}'.repeat(100)}`, `a${'\u{20000}'.repeat(49)}`],
])('the file of %s has a name that file systems take', async (name, start) => {
  const { exporter } = showInspector(fakeSession({ profiles: [{ ...orders, name }] }), fakeLogs(received(3)))
  await waitFor(() => expect(screen.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount')).toBe('3'))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Save file' }))
  await waitFor(() => expect(exporter.tasks).toHaveLength(1))
  exporter.tell({ type: 'done', entries: 3, missing: 0, file: new Blob(['x']) })
  await waitFor(() => expect(exporter.saved).toHaveLength(1))
  expect(exporter.saved[0]?.split(/-\d{4}-/)[0]).toBe(start)
})

test('a person picks a format, sees how far it is, and gets a file of the name of the profile', async () => {
  const { exporter } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(screen.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount')).toBe('3'))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  fireEvent.change(await screen.findByRole('combobox', { name: 'Format' }), { target: { value: 'csv' } })
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save file' })
  fireEvent.click(save)
  await waitFor(() => expect(exporter.tasks).toHaveLength(1))
  // One that is disabled would lose the focus.
  expect([save.disabled, save.getAttribute('aria-disabled')]).toEqual([false, 'true'])
  fireEvent.click(save)
  expect(exporter.tasks).toMatchObject([{ logId: 'p1', from: 1, upTo: 3, format: 'csv', version: '1.2.3' }])
  exporter.tell({ type: 'progress', entries: 2, seq: 2 })
  await screen.findByText('2 entries')
  const cancel = screen.getByRole('button', { name: 'Cancel' })
  cancel.focus()
  exporter.tell({ type: 'done', entries: 3, missing: 0, file: new Blob(['x']) })
  await screen.findByText('3 entries written.')
  // Else Enter, which was to give it up, would export once more.
  expect(document.activeElement).toBe(cancel)
  expect([cancel.isConnected, cancel.getAttribute('aria-disabled')]).toEqual([true, 'true'])
  fireEvent.click(cancel)
  await screen.findByText('3 entries written.')
  expect(exporter.saved).toEqual([expect.stringMatching(/^Orders-\d{4}-\d\d-\d\dT\d{6}\.csv$/)])
  // The next may be of another log.
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  expect((await screen.findByRole('status', { name: 'Progress' })).textContent).toBe('')
})

test('an export can be given up, and one that fails says why', async () => {
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  await model.exporting.start('har', 'filtered', [])
  model.exporting.cancel()
  expect(exporter.ended).toHaveLength(1)
  expect(model.exporting.state.value).toEqual({ phase: 'cancelled' })
  await model.exporting.start('har', 'all', [])
  exporter.tell({ type: 'failed', message: 'no room' })
  expect(model.exporting.state.value).toEqual({ phase: 'failed', message: 'no room' })
})

const noExport = { message: 'Your organisation does not allow export.', rule: 'No export' }

test('where policy allows no export the dialog says so with the rule, and nothing is written', async () => {
  const session = fakeSession({ policy: { state: 'none', exportRefusal: noExport } })
  const { exporter, model } = showInspector(session, fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  expect((await screen.findByRole('alert')).textContent).toBe(`${noExport.message} Rule: No export`)
  expect(screen.getByRole('button', { name: 'Save file' }).hasAttribute('disabled')).toBe(true)
  await model.exporting.start('har', 'all', [])
  expect(exporter.tasks).toEqual([])
})

test('where policy keeps secrets in, they are left out, with the reason beside the choice', async () => {
  const secretsRefusal = {
    message: 'Your organisation does not allow export of secrets.',
    rule: 'No export of secrets',
  }
  const session = fakeSession({ policy: { state: 'none', secretsRefusal } })
  const { exporter, model } = showInspector(session, fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  fireEvent.click(screen.getByRole('button', { name: 'Export log' }))
  const box = await screen.findByRole<HTMLInputElement>('checkbox', {
    name: /allow export of secrets. Rule: No export/,
  })
  expect([box.checked, box.disabled]).toEqual([true, true])
  await model.exporting.start('har', 'all', [], 'included')
  expect(exporter.tasks).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Save file' }))
  await waitFor(() => expect(exporter.tasks).toMatchObject([{ credentials: 'left-out' }]))
})

test('an export under way ends when policy begins to forbid it', async () => {
  const session = fakeSession()
  const { exporter, model } = showInspector(session, fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  await model.exporting.start('har', 'all', [])
  session.mirror.apply({ type: 'policy', policy: { state: 'none', exportRefusal: noExport } })
  exporter.tell({ type: 'done', entries: 3, missing: 0, file: new Blob(['x']) })
  expect(exporter.saved).toEqual([])
  expect(exporter.ended).toHaveLength(1)
  expect(model.exporting.state.value).toEqual({ phase: 'failed', message: noExport.message })
})

const handle = (change: object) => change as unknown as FileSystemFileHandle

test('a file that was whole when policy began to forbid it is taken away with what is in it', async () => {
  const session = fakeSession()
  const { exporter, model } = showInspector(session, fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  const remove = vi.fn()
  exporter.place = { type: 'file', file: handle({ getFile: async () => ({ size: 5 }), remove }) }
  exporter.discard = discard
  await model.exporting.start('har', 'all', [])
  session.mirror.apply({ type: 'policy', policy: { state: 'none', exportRefusal: noExport } })
  exporter.tell({ type: 'done', entries: 3, missing: 0 })
  expect(model.exporting.state.value).toEqual({ phase: 'failed', message: noExport.message })
  await waitFor(() => expect(remove).toHaveBeenCalledOnce())
})

test('a file that was chosen is written as the log is read; one that was declined is not', async () => {
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  exporter.place = { type: 'none' }
  await model.exporting.start('har', 'all', [])
  expect(exporter.tasks).toEqual([])
  expect(model.exporting.state.value).toEqual({ phase: 'idle' })
  const file = handle({})
  exporter.place = { type: 'file', file }
  await model.exporting.start('har', 'all', [])
  expect(exporter.orders.at(-1)?.file).toBe(file)
  exporter.tell({ type: 'done', entries: 3, missing: 0 })
  expect(model.exporting.state.value).toEqual({ phase: 'done', entries: 3, missing: 0 })
  expect(exporter.saved).toEqual([])
  await model.exporting.start('har', 'all', [])
  model.exporting.cancel()
  expect(exporter.discarded).toEqual([file])
})

test('of a file that could not be written nothing is left where none was before', async () => {
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  const file = handle({})
  exporter.place = { type: 'file', file }
  await model.exporting.start('har', 'all', [])
  exporter.tell({ type: 'failed', message: 'The disk is full.' })
  expect(exporter.discarded).toEqual([file])
  expect(model.exporting.state.value).toEqual({ phase: 'failed', message: 'The disk is full.' })
})

test('the parts reach the file in order, and it is closed when all are there', async () => {
  emptyStorage()
  await writeEach(newWriter().writer, 'a', range(30, 'text '))
  const calls: string[] = []
  const sink = await fileSink({
    createWritable: async () =>
      ({
        write: async (text: string) => calls.push(text),
        close: async () => calls.push('closed'),
      }) as unknown as FileSystemWritableFileStream,
  })
  const made = await withDatabase((database) => exportLog(new LogReader(database), task, sink, () => {}))
  expect(made).toEqual({ entries: 19, missing: 0 })
  expect(calls.at(-1)).toBe('closed')
  expect(calls.slice(0, -1).join('').trimEnd().split('\n')).toHaveLength(19)
})

test('where a file goes is asked of the browser, if it can be', async () => {
  expect(await chooseFile('a.har', 'application/json')).toEqual({ type: 'download' })
  const file = handle({})
  const picker = vi.fn<(options: unknown) => Promise<FileSystemFileHandle>>().mockResolvedValueOnce(file)
  vi.stubGlobal('showSaveFilePicker', picker)
  expect(await chooseFile('a.har', 'application/json')).toEqual({ type: 'file', file })
  expect(picker).toHaveBeenCalledWith({ suggestedName: 'a.har', types: [{ accept: { 'application/json': ['.har'] } }] })
  picker.mockRejectedValueOnce(new DOMException('', 'AbortError'))
  expect(await chooseFile('a.har', 'application/json')).toEqual({ type: 'none' })
  // As in a panel of the developer tools.
  picker.mockRejectedValueOnce(new DOMException('', 'SecurityError'))
  expect(await chooseFile('a.har', 'application/json')).toEqual({ type: 'download' })
  vi.unstubAllGlobals()
})

test('a file that was made by the choice is taken away again, one that was there before is not', async () => {
  const remove = vi.fn()
  await discard(handle({ getFile: async () => ({ size: 5 }), remove }), false)
  expect(remove).not.toHaveBeenCalled()
  await discard(handle({ getFile: async () => ({ size: 0 }), remove }), false)
  expect(remove).toHaveBeenCalledOnce()
})
