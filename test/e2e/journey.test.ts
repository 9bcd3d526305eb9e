import { describe, expect, it } from 'vitest'
import {
  connect,
  expectOutcome,
  expectState,
  newConnection,
  openInspector,
  present,
  rowCount,
  send,
  shownRows,
  waiting,
} from './support/inspector.ts'
import { openStage } from './support/stage.ts'

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const { browser, server, ...opened } = await openStage()
let { inspector } = opened

function url(path: string): string {
  return `ws://127.0.0.1:${server.port}${path}`
}

describe('a person with a JSON server', () => {
  it('makes a connection, connects and sees the handshake in the log', async () => {
    await newConnection(inspector, { name: 'Echo', url: url('/echo') })
    await connect(inspector)
    await expect.poll(() => shownRows(inspector), waiting).toMatchObject([{ type: 'handshake' }, { type: 'opened' }])
    expect((await inspector.find('status', 'Connection state'))?.attributes['data-state']).toBe('open')
  })

  it('sends an object and sees it go out and come back, minified and otherwise untouched', async () => {
    await send(inspector, '{ "10": 1.50, "2": "ü" }')
    await expect.poll(() => rowCount(inspector), waiting).toBe(4)
    const rows = (await shownRows(inspector)).slice(-2)
    expect(rows.map(({ direction }) => direction)).toEqual(['sent', 'received'])
    for (const { text } of rows) expect(text).toContain('{"10":1.50,"2":"ü"}')
  })

  it('is told line and column of a mistake; nothing is sent and the text stays', async () => {
    await send(inspector, '{"a": 1,\n "b" 2}')
    await expect.poll(() => inspector.evaluate('return document.body.innerText'), waiting).toMatch(/Line 2, column 6/)
    expect((await inspector.find('textbox', 'Message'))?.value).toContain('"b" 2')
    expect(await rowCount(inspector)).toBe(4)
  })

  it('sends any JSON value when told so, with the keyboard alone', async () => {
    await inspector.choose('Send as', 'JSON value')
    await inspector.fill('textbox', 'Message', '[1, 2]')
    await inspector.press('Enter', 'Control')
    await expect.poll(() => rowCount(inspector), waiting).toBe(6)
    expect((await shownRows(inspector)).at(-1)?.text).toContain('[1,2]')
  })

  it('finds messages by text and by direction, and sees one in detail', async () => {
    await inspector.fill('searchbox', 'Filter messages', '1.50')
    await expect.poll(() => rowCount(inspector), waiting).toBe(2)
    await inspector.choose('Direction', 'Received')
    await expect.poll(() => rowCount(inspector), waiting).toBe(1)
    await inspector.evaluate(`document.querySelector('[role=grid] [role=row][data-type=message]').click()`)
    await expect.poll(async () => (await inspector.find('region', 'Message detail'))?.text, waiting).toContain('1.50')
    await inspector.fill('searchbox', 'Filter messages', '')
    await inspector.choose('Direction', 'All')
    await expect.poll(() => rowCount(inspector), waiting).toBe(6)
  })

  it('writes in an editor that completes variables, undoes, and sends with the keyboard', async () => {
    await inspector.click('textbox', 'Message')
    const message = async () => inspector.find('textbox', 'Message')
    await expect.poll(async () => (await message())?.attributes.contenteditable, waiting).toBe('true')
    expect(await message()).toMatchObject({ value: '[1, 2]', focused: true })
    await inspector.fill('textbox', 'Message', '[{{$coun')
    await present(inspector, 'option', '$counter…')
    await inspector.click('option', '$counter…')
    await inspector.press(']')
    await expect.poll(async () => (await message())?.value, waiting).toBe('[{{$counter}}]')
    await inspector.press('Enter', 'Control')
    await expect.poll(() => rowCount(inspector), waiting).toBe(8)
    expect((await shownRows(inspector)).at(-1)?.text).toMatch(/\[\d+\]/)
    await inspector.press('z', 'Control')
    await expect.poll(async () => (await message())?.value, waiting).not.toBe('[{{$counter}}]')
  })

  it('looks at a message as a tree, beside another, and as an image, and sends it again', async () => {
    const detail = async () => (await inspector.find('region', 'Message detail'))?.text
    const row = (seq: number) => inspector.evaluate(`document.querySelector('[data-seq="${seq}"]').click()`)
    await row(4)
    await expect.poll(detail, waiting).toContain('#4')
    await inspector.click('tab', 'Tree')
    await expect.poll(async () => (await inspector.find('tree', 'Tree'))?.text, waiting).toContain('"10": 1.50')
    await inspector.click('tab', 'Compare')
    await inspector.fill('textbox', 'Compare with entry no.', '6')
    await inspector.press('Enter')
    await expect.poll(detail, waiting).toContain('Lines removed: 4, added: 4')
    await inspector.click('button', 'Edit and resend')
    await expect.poll(async () => (await inspector.find('combobox', 'Send as'))?.value, waiting).toBe('json-object')
    await inspector.click('button', 'Undo')
    await expect.poll(async () => (await inspector.find('combobox', 'Send as'))?.value, waiting).toBe('json-value')
    await inspector.choose('Send as', 'Binary')
    // One pixel.
    await send(inspector, Buffer.from(onePixel, 'base64').toString('hex'))
    await expect.poll(() => rowCount(inspector), waiting).toBe(10)
    await row(10)
    await expect.poll(detail, waiting).toContain('PNG · 1 × 1 pixels')
    await inspector.choose('Send as', 'JSON object')
  })

  it('has messages checked against a JSON Schema, both ways', async () => {
    await inspector.click('tab', 'Options')
    await present(inspector, 'combobox', 'Check against JSON Schema')
    await inspector.choose('Check against JSON Schema', 'One schema both ways')
    await present(inspector, 'textbox', 'Schema of messages')
    await inspector.fill('textbox', 'Schema of messages', '{"items":{"type":"integer"}}')
    await inspector.click('checkbox', 'Do not send what does not fit')
    await inspector.click('tab', 'Message')
    await inspector.choose('Send as', 'JSON value')
    await inspector.fill('textbox', 'Message', '[1, "two"]')
    const page = () => inspector.evaluate('return document.body.innerText')
    await expect.poll(page, waiting).toMatch(/Does not fit the schema\. At \/1: /)
    await inspector.click('button', 'Send')
    expect(await expectOutcome(inspector, 'schema-misfit')).toMatch(/Nothing was sent.*At \/1: /s)
    const before = await rowCount(inspector)
    await inspector.click('tab', 'Options')
    await inspector.click('checkbox', 'Do not send what does not fit')
    await inspector.click('tab', 'Message')
    await inspector.click('button', 'Send')
    await expect.poll(() => rowCount(inspector), waiting).toBe(before + 2)
    const marked = async () => (await shownRows(inspector)).map(({ text }) => /does not fit/.test(text))
    await expect.poll(async () => (await marked()).slice(-3), waiting).toEqual([false, true, true])
  })

  it('disconnects, is refused to send then, and reconnects', async () => {
    await inspector.click('button', 'Disconnect')
    await expectState(inspector, /^Disconnected by you.*1000/s)
    await send(inspector, '{}')
    await expect.poll(async () => (await shownRows(inspector)).at(-1), waiting).toMatchObject({ type: 'note' })
    expect((await inspector.find('textbox', 'Message'))?.value).toBe('{}')
    await inspector.click('button', 'Reconnect')
    await expectState(inspector, /^Connected/)
  })

  it('is refused to send without a connection, too, and the log says so', async () => {
    await inspector.click('button', 'Dispose')
    await expectState(inspector, /^Not connected/)
    await expect.poll(async () => (await shownRows(inspector)).at(-1), waiting).toMatchObject({ type: 'closed' })
    await send(inspector, '{"kept":1}')
    await expectOutcome(inspector, 'not-connected')
    await expect.poll(async () => (await shownRows(inspector)).at(-1), waiting).toMatchObject({ type: 'note' })
    expect((await inspector.find('textbox', 'Message'))?.value).toBe('{"kept":1}')
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^Connected/)
  })

  it('disposes the connection, and keeps profile and log', async () => {
    await inspector.click('button', 'Dispose')
    await expectState(inspector, /^Not connected/)
    expect(await inspector.find('button', 'Reconnect')).toBeNull()
    expect(await rowCount(inspector)).toBeGreaterThan(6)
    await present(inspector, 'treeitem', 'Echo…')
  })
})

describe('a person with other servers', () => {
  it('offers subprotocols in order and sees the one the server took', async () => {
    await newConnection(inspector, { url: url('/subprotocol'), subprotocols: 'v9.example, v2.example, v1.example' })
    await connect(inspector)
    await expect.poll(async () => (await shownRows(inspector)).at(-1)?.text, waiting).toContain('v2.example')
    await inspector.click('button', 'Dispose')
  })

  it('sees a frame that is not JSON marked as such, as long as the connection is a JSON one', async () => {
    await newConnection(inspector, { url: url('/text') })
    await connect(inspector)
    await expect.poll(async () => (await shownRows(inspector)).at(-1)?.text, waiting).toMatch(/not JSON/i)
    await inspector.click('button', 'More')
    await inspector.choose('Entry type', 'Errors')
    await expect
      .poll(async () => (await shownRows(inspector)).map(({ text }) => text), waiting)
      .toEqual([expect.stringMatching(/not JSON/i)])
    await inspector.choose('Entry type', 'All types')
    await inspector.click('button', 'More')
    const received = async (text: string) => {
      const rows = await shownRows(inspector)
      return rows.find((row) => row.direction === 'received' && row.text.includes(text))?.text
    }
    await inspector.choose('Kind', 'Text')
    await expect.poll(async () => (await inspector.find('combobox', 'Send as'))?.value, waiting).toBe('text')
    await send(inspector, 'now as text')
    await expect.poll(() => received('now as text'), waiting).toBeTruthy()
    expect(await received('now as text')).not.toMatch(/not JSON/i)
    await inspector.click('button', 'Dispose')
  })

  it('sends text as it is on a text connection, the empty string too', async () => {
    await newConnection(inspector, { url: url('/echo'), kind: 'Text' })
    await connect(inspector)
    await send(inspector, '  {not json ')
    await expect.poll(async () => (await shownRows(inspector)).at(-1), waiting).toMatchObject({ direction: 'received' })
    await send(inspector, '')
    await expect.poll(() => rowCount(inspector), waiting).toBe(6)
    await inspector.click('button', 'Dispose')
  })

  it('ends the lines of a text with CRLF where that is chosen, and finds them so when it is edited again', async () => {
    await newConnection(inspector, { url: url('/echo'), kind: 'Text' })
    await connect(inspector)
    await inspector.fill('textbox', 'Message', 'REGISTER\nVia: x\n\n')
    await present(inspector, 'combobox', 'Line ends')
    await inspector.choose('Line ends', 'CRLF')
    await inspector.click('button', 'Send')
    const last = async () => (await shownRows(inspector)).at(-1)
    await expect
      .poll(last, waiting)
      .toMatchObject({ direction: 'received', text: expect.stringMatching(/\b20 B.*REGISTER/s) })
    await send(inspector, 'one line')
    await expect.poll(async () => (await last())?.text, waiting).toContain('one line')
    await inspector.evaluate(`document.querySelector('[role=grid] [role=row][data-type=message]').click()`)
    await present(inspector, 'button', 'Edit and resend')
    await inspector.click('button', 'Edit and resend')
    await expect
      .poll(async () => (await inspector.find('textbox', 'Message'))?.value, waiting)
      .toBe('REGISTER\nVia: x\n\n')
    expect((await inspector.find('combobox', 'Line ends'))?.value).toBe('crlf')
    await inspector.click('button', 'Dispose')
  })

  it('sees characters that are not seen by themselves, and copies them as they came', async () => {
    const text = 'invoice\u202egpj.exe\0'
    await newConnection(inspector, { url: url(`/say?text=${encodeURIComponent(text)}`), kind: 'Text' })
    await connect(inspector)
    await expect.poll(async () => (await shownRows(inspector)).at(-1)?.text, waiting).toContain('invoice•gpj.exe␀')
    await inspector.evaluate(`document.querySelector('[role=grid] [role=row][data-type=message]').click()`)
    const named = `return [...document.querySelectorAll('.detail-body.raw [data-name]')].map(({ dataset }) => dataset.name)`
    await expect.poll(() => inspector.evaluate(named), waiting).toEqual(['U+202E', 'U+0000'])
    const drawn = await inspector.evaluate(`
      const [pre] = document.querySelectorAll('.detail-body.raw pre')
      const behind = pre.querySelector('[data-name]').nextSibling
      const left = (offset) => {
        const range = document.createRange()
        range.setStart(behind, offset)
        range.setEnd(behind, offset + 1)
        return range.getBoundingClientRect().left
      }
      getSelection().selectAllChildren(pre)
      const marked = getSelection().toString()
      getSelection().removeAllRanges()
      return { marked, isInOrder: left(0) < left(behind.length - 1) }`)
    expect(drawn).toEqual({ marked: text, isInOrder: true })
    await inspector.click('button', 'Dispose')
  })

  it.each([
    ['the server closes', '/close?code=4001&reason=enough', /^Disconnected by the server.*4001.*enough/s],
    ['the handshake is refused', '/refuse?status=403', /^Disconnected.*1006/s],
    ['the connection is reset', '/reset', /^Disconnected.*1006/s],
  ])('is told when %s', async (_, path, words) => {
    await newConnection(inspector, { url: url(path) })
    await inspector.click('button', 'Connect')
    await expectState(inspector, words)
    await inspector.click('button', 'Dispose')
  })

  it('is told when nobody listens at the address', async () => {
    await newConnection(inspector, { url: 'ws://127.0.0.1:1/' })
    await inspector.click('button', 'Connect')
    await expectState(inspector, /^Disconnected/)
    await inspector.click('button', 'Dispose')
  })
})

describe('what is kept', () => {
  it('brings profile, draft and log back after the browser was restarted', async () => {
    await newConnection(inspector, { name: 'Kept', url: url('/echo'), kind: 'Text' })
    await connect(inspector)
    await send(inspector, 'before the restart')
    await expect.poll(() => rowCount(inspector), waiting).toBe(4)
    await inspector.fill('textbox', 'Message', 'half a thought')
    await inspector.click('textbox', 'URL')
    const saved = `return (globalThis.browser ?? chrome).storage.local.get().then((all) => JSON.stringify(all))`
    await expect.poll(() => inspector.evaluate(saved), waiting).toContain('half a thought')
    await browser.restart()
    inspector = await openInspector(browser)
    await present(inspector, 'treeitem', 'Kept…')
    await inspector.click('treeitem', 'Kept…')
    await expectState(inspector, /^Not connected/)
    await expect.poll(async () => (await inspector.find('textbox', 'Message'))?.value, waiting).toBe('half a thought')
    expect((await inspector.find('textbox', 'URL'))?.value).toBe(url('/echo'))
    expect((await inspector.find('combobox', 'Kind'))?.value).toBe('text')
    await expect
      .poll(async () => (await shownRows(inspector)).map(({ text }) => text).join(), waiting)
      .toContain('before the restart')
  })
})
