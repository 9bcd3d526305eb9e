import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Options } from '../../panels/options/options.tsx'
import { AuditLedger } from '../../src/background/audit-ledger.ts'
import { noLimits } from '../../src/core/policy-rules.ts'
import type { PolicySummary } from '../../src/core/policy-words.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { connectionOf, orders } from './fake-session.ts'
import { speak } from './i18n.ts'
import { optionsSession } from './options-session.ts'
import { fakeOptionsSide } from './options-side.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  speak('en')
})

function active(...allowedUrls: readonly string[]): PolicySummary {
  const switches = { requireSecure: false, allowInsecureLoopback: false }
  const rules = { ...noLimits, ...switches, allowedUrls, blockedUrls: [] }
  return { state: 'active', organization: 'Example Ltd', contact: 'it@example.com', rules, profileFaults: ['Broken.'] }
}

function show(policy: PolicySummary, session = optionsSession({ policy })) {
  render(<Options session={session} side={fakeOptionsSide()} />)
  expect(screen.getByRole('heading', { name: /^Organisation policy/ })).toBeTruthy()
  return screen.getByRole('status', { name: 'Policy state' }).textContent
}

describe('the policy', () => {
  test('none', () => expect(show({ state: 'none' })).toBe('None'))

  test('active, with every rule and every fault', () => {
    const rules = ['wss://*.example.com/* may be connected.', 'Every other address is blocked.']
    expect(show(active('wss://*.example.com/*'))).toBe('Active')
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([...rules, 'Broken.'])
    expect(screen.getByText('it@example.com')).toBeTruthy()
  })

  test('unreadable, and why', () => {
    expect(show({ state: 'unreadable', reason: 'rules is missing.' })).toBe('Unreadable')
    expect(screen.getByText('rules is missing.')).toBeTruthy()
  })

  test('names the connections a rule decides about', async () => {
    const policy = active('a')
    show(policy, optionsSession({ policy, connections: [connectionOf(orders)] }))
    await screen.findByText('Decides about 1 open now: Orders')
  })

  test('is asked about a URL and names the rule', async () => {
    const session = optionsSession()
    const answer = { allowed: false, rule: 'Blocked: *://x/*', message: 'It blocks this address.' } as const
    session.answer({ 'policy.test': () => ok(answer) })
    show({ state: 'none' }, session)
    fireEvent.input(screen.getByRole('textbox', { name: 'Test URL' }), { target: { value: 'wss://x/' } })
    fireEvent.click(screen.getByRole('button', { name: 'Test' }))
    const result = screen.getByRole('status', { name: 'Test result' })
    await waitFor(() => expect(result.textContent).toMatch(/^Blocked · Blocked: \*:\/\/x\/\*/))
    expect(session.calls).toContainEqual({ name: 'policy.test', given: { url: 'wss://x/' } })
  })

  test('has an answer for no other URL than the one that was asked about, and as it holds now', async () => {
    const session = optionsSession()
    session.answer({ 'policy.test': () => ok({ allowed: true, rule: 'No rule against it' }) })
    show({ state: 'none' }, session)
    const url = screen.getByRole('textbox', { name: 'Test URL' })
    const result = screen.getByRole('status', { name: 'Test result' })
    fireEvent.input(url, { target: { value: 'wss://x/' } })
    fireEvent.click(screen.getByRole('button', { name: 'Test' }))
    await waitFor(() => expect(result.textContent).toMatch(/^Allowed/))
    session.answer({ 'policy.test': () => ok({ allowed: false, rule: 'Blocked: *://x/*', message: 'No.' }) })
    session.mirror.apply({ type: 'policy', policy: { state: 'none' } })
    await waitFor(() => expect(result.textContent).toMatch(/^Blocked/))
    fireEvent.input(url, { target: { value: 'wss://y/' } })
    await waitFor(() => expect(result.textContent).toBe(''))
  })
})

describe('the person’s own rules', () => {
  test('are written as they stand in the fields', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Only addresses I listed may be connected' }))
    fireEvent.input(screen.getByRole('textbox', { name: 'Listed addresses' }), { target: { value: ' wss://a/* \n\n' } })
    fireEvent.input(screen.getByRole('spinbutton', { name: 'Most connections at once' }), { target: { value: '3' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText('Saved; the rules hold now.')
    expect(session.calls.at(-1)).toMatchObject({
      name: 'rules.write',
      given: { onlyListed: true, rules: { allowedUrls: ['wss://a/*'], maxConnections: 3 } },
    })
  })

  test('that are wrong say so at their line, and are not saved', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    const write = async (name: string, value: string) =>
      fireEvent.input(await screen.findByRole('textbox', { name }), { target: { value } })
    await write('Blocked addresses', 'wss://a/*\n\nhttp://b/*')
    await write('Headers that may not be set, one name a line', 'cookie\nno good')
    await write('Headers always set, one a line, such as x-client: switchboard', 'x-client switchboard')
    expect(screen.queryByText(/^Line/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText(/^Line 3: “http:\/\/b\/\*” is not a match pattern/)
    await screen.findByText('Line 2: “no good” is not the name of a header.')
    await screen.findByText(/^Line 1: “x-client switchboard” is not a header such as/)
    expect(screen.getByRole('textbox', { name: 'Blocked addresses' }).getAttribute('aria-invalid')).toBe('true')
    expect(session.calls.map(({ name }) => name)).not.toContain('rules.write')
  })

  test('that are not saved yet say so, and the browser asks before they are lost', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    const leave = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const listed = await screen.findByRole('textbox', { name: 'Listed addresses' })
    expect(leave()).toBe(false)
    fireEvent.input(listed, { target: { value: 'http://a/*' } })
    await screen.findByText('Not saved yet.')
    await waitFor(() => expect(leave()).toBe(true))
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText(/^Nothing was saved/)
    fireEvent.input(listed, { target: { value: 'wss://a/*' } })
    // What was wrong is not any more.
    await waitFor(() => expect(screen.queryByText(/^Nothing was saved/)).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText('Saved; the rules hold now.')
    await waitFor(() => expect(leave()).toBe(false))
  })

  test('that others change are read again, unless they are being written here', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    const blocked = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Blocked addresses' })
    const change = (url: string) => {
      session.answer({ 'rules.read': () => ok({ rules: { onlyListed: false, rules: { blockedUrls: [url] } } }) })
      session.mirror.apply({ type: 'policy', policy: { state: 'none' } })
    }
    change('wss://a/*')
    await waitFor(() => expect(blocked.value).toBe('wss://a/*'))
    fireEvent.input(blocked, { target: { value: 'wss://mine/*' } })
    change('wss://b/*')
    await waitFor(() => expect(session.calls.filter(({ name }) => name === 'rules.read')).toHaveLength(3))
    expect(blocked.value).toBe('wss://mine/*')
  })

  test('that others change while one of them is being written here stay as they are', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    const blocked = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Blocked addresses' })
    fireEvent.input(await screen.findByRole('textbox', { name: 'Headers that may not be set, one name a line' }), {
      target: { value: 'cookie' },
    })
    const rules = { blockedUrls: ['wss://theirs/*'] }
    session.answer({ 'rules.read': () => ok({ rules: { onlyListed: false, rules } }) })
    session.mirror.apply({ type: 'policy', policy: { state: 'none' } })
    await waitFor(() => expect(blocked.value).toBe('wss://theirs/*'))
    screen.getByText('Not saved yet.')
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText('Saved; the rules hold now.')
    expect(session.calls.findLast(({ name }) => name === 'rules.write')).toMatchObject({
      given: { rules: { blockedUrls: ['wss://theirs/*'], blockedHeaders: ['cookie'] } },
    })
  })

  test('have a field each, and only tighten', async () => {
    const session = optionsSession()
    show({ state: 'none' }, session)
    const check = async (name: string) => fireEvent.click(await screen.findByRole('checkbox', { name }))
    await check('Delete a log when its connection is disposed')
    await check('Export neither logs nor profiles')
    await check('Leave secrets out of all that is exported')
    await check('Only profiles of the organisation may be connected')
    const added = screen.getByRole('textbox', { name: /^Headers always set/ })
    fireEvent.input(added, { target: { value: 'X-Client: a:b' } })
    fireEvent.input(screen.getByRole('spinbutton', { name: 'Days that logs are kept' }), { target: { value: '7' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    await screen.findByText('Saved; the rules hold now.')
    expect(session.calls.at(-1)?.given).toMatchObject({
      rules: {
        ...{
          keepLogs: false,
          allowExport: false,
          allowExportOfSecrets: false,
          allowUserUrls: false,
          logRetentionDays: 7,
        },
        addedHeaders: [{ name: 'X-Client', value: 'a:b' }],
      },
    })
  })

  test('that are typed while others are being saved are neither said to hold nor replaced by those', async () => {
    const session = optionsSession()
    let save = () => {}
    session.answer({ 'rules.write': () => new Promise((resolve) => (save = () => resolve(ok(null)))) })
    show({ state: 'none' }, session)
    const blocked = await screen.findByRole('textbox', { name: 'Blocked addresses' })
    fireEvent.input(blocked, { target: { value: 'wss://x/*' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    fireEvent.input(blocked, { target: { value: 'wss://x/*\nwss://y/*' } })
    save()
    await Promise.resolve()
    session.mirror.apply({ type: 'policy', policy: { state: 'none' } })
    await waitFor(() => expect(session.calls.filter(({ name }) => name === 'rules.read')).toHaveLength(2))
    expect(blocked).toHaveProperty('value', 'wss://x/*\nwss://y/*')
    expect(screen.queryByText('Saved; the rules hold now.')).toBeNull()
  })

  test('that are refused stay in the fields, with the reason', async () => {
    const session = optionsSession()
    session.answer({ 'rules.write': () => refuse('invalid-arguments', '“x” is not a match pattern.') })
    show({ state: 'none' }, session)
    fireEvent.input(await screen.findByRole('textbox', { name: 'Blocked addresses' }), {
      target: { value: 'wss://x/*' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }))
    expect((await screen.findByRole('alert')).textContent).toContain('“x” is not a match pattern.')
    expect(screen.getByRole('textbox', { name: 'Blocked addresses' })).toHaveProperty('value', 'wss://x/*')
  })
})

describe('the audit ledger', () => {
  const shown = () =>
    [...document.querySelectorAll('[role=grid] tbody tr')].map((row) => row.getAttribute('data-action'))

  test('is filtered and sorted', async () => {
    show({ state: 'none' })
    await waitFor(() => expect(shown()).toEqual(['open', 'create']))
    fireEvent.click(screen.getByRole('button', { name: 'Time' }))
    await waitFor(() => expect(shown()).toEqual(['create', 'open']))
    fireEvent.input(screen.getByRole('searchbox', { name: 'Filter audit ledger' }), { target: { value: 'REFUSED' } })
    await waitFor(() => expect(shown()).toEqual(['create']))
    expect(screen.getByRole('grid', { name: 'Audit ledger' }).getAttribute('aria-rowcount')).toBe('1')
    // What the ledger has to show.
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['Time', 'Action', 'Connection', 'Endpoint', 'Decision', 'Rule']),
    )
  })

  test('shows what would have a server’s words read as others', async () => {
    const session = optionsSession()
    const entry = { at: 3000, action: 'receive', decision: 'allowed', connectionId: 'c3', rule: '' } as const
    const content = { type: 'text', data: 'no\u202eey', cut: false } as const
    const named = { profile: 'Pay\u202eslatrop', endpoint: 'ws://localhost:1/a', detail: 'It said: \u202eon' }
    await new AuditLedger().append([{ ...entry, ...named, content }], 3000)
    show({ state: 'none' }, session)
    const row = await waitFor(() => document.querySelector('[data-action=receive]') ?? expect.unreachable())
    for (const text of ['Pay•slatrop', 'It said: •on', 'no•ey']) expect(row.textContent).toContain(text)
  })

  test('is a grid for the keyboard: one stop, from which keys lead to every cell', async () => {
    const session = optionsSession()
    const facts = { connectionId: 'c2', profile: 'Prices', endpoint: 'ws://localhost:1/prices', rule: '', detail: '' }
    const content = { type: 'text', data: '{"typed":1}', cut: false } as const
    const later = { at: 3000, action: 'send', decision: 'allowed', ...facts } as const
    await new AuditLedger().append([...Array.from({ length: 20 }, () => later), { ...later, content }], 3000)
    show({ state: 'none' }, session)
    await waitFor(() => expect(shown()).toHaveLength(23))
    const grid = screen.getByRole('grid', { name: 'Audit ledger' })
    const stops = () =>
      [...grid.querySelectorAll<HTMLElement>('th, td, button, summary')].filter((at) => at.tabIndex >= 0)
    /** Its row, of which the first is the header, and its column. */
    const place = () => {
      const cell = document.activeElement?.closest<HTMLTableCellElement>('[role=grid] :is(th, td)')
      return cell && [cell.closest('tr')?.rowIndex, cell.cellIndex]
    }
    const press = (key: string, ctrlKey = false) => {
      if (document.activeElement) fireEvent.keyDown(document.activeElement, { key, ctrlKey })
      expect(stops()).toEqual([document.activeElement])
      return place()
    }
    expect(stops()).toEqual([screen.getByRole('button', { name: 'Time' })])
    stops()[0]?.focus()
    expect(press('ArrowUp')).toEqual([0, 0])
    expect(press('ArrowLeft')).toEqual([0, 0])
    expect(press('ArrowRight')).toEqual([0, 1])
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Action' }))
    expect(press('ArrowDown')).toEqual([1, 1])
    expect(press('End')).toEqual([1, 7])
    expect(press('ArrowRight')).toEqual([1, 7])
    const details = grid.querySelector('details')
    press('Enter')
    expect(details?.open).toBe(true)
    press(' ')
    expect(details?.open).toBe(false)
    expect(press('Home')).toEqual([1, 0])
    expect(press('PageDown')).toEqual([11, 0])
    expect(press('PageUp')).toEqual([1, 0])
    expect(press('PageUp')).toEqual([0, 0])
    expect(press('End', true)).toEqual([23, 7])
    expect(press('ArrowDown')).toEqual([23, 7])
    expect(press('Home', true)).toEqual([0, 0])
    press('End', true)
    // What is found is less than where the keyboard was.
    fireEvent.input(screen.getByRole('searchbox', { name: 'Filter audit ledger' }), { target: { value: 'refused' } })
    await waitFor(() => expect(shown()).toEqual(['create']))
    expect(stops()).toEqual([grid.querySelector('tbody td:last-child')])
    // A click leads there, too.
    fireEvent.focusIn(grid.querySelector('tbody td') ?? grid)
    expect(stops()).toEqual([grid.querySelector('tbody td')])
  })

  test('is filtered as a whole, also where more was entered since than is shown at first', async () => {
    const session = optionsSession()
    const later = { connectionId: 'c2', profile: 'Prices', endpoint: 'ws://localhost:1/prices', rule: '', detail: '' }
    const filler = Array.from({ length: 2100 }, () => ({
      ...({ at: 3000, action: 'send', decision: 'allowed' } as const),
      ...later,
    }))
    await new AuditLedger().append(filler, 3000)
    show({ state: 'none' }, session)
    await waitFor(() => expect(shown()).toHaveLength(500))
    fireEvent.input(screen.getByRole('searchbox', { name: 'Filter audit ledger' }), { target: { value: 'refused' } })
    expect(screen.queryByText('No entries.')).toBeNull()
    await waitFor(() => expect(shown()).toEqual(['create']))
    fireEvent.input(screen.getByRole('searchbox', { name: 'Filter audit ledger' }), { target: { value: 'nobody' } })
    await screen.findByText('No entries.')
  })

  const progress = () => screen.getByRole('status', { name: 'Progress' }).textContent

  test('is exported whole, the oldest entry first', async () => {
    const saved: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      if (file instanceof Blob) saved.push(file)
      return 'blob:'
    })
    show({ state: 'none' })
    const save = screen.getByRole('button', { name: 'Export as NDJSON' })
    fireEvent.click(save)
    const cancel = await screen.findByRole('button', { name: 'Cancel' })
    expect(save.getAttribute('aria-disabled')).toBe('true')
    cancel.focus()
    await waitFor(() => expect(progress()).toBe('2 entries written.'))
    // Else Enter, which was to give it up, would export once more.
    expect(document.activeElement).toBe(cancel)
    fireEvent.click(cancel)
    expect(progress()).toBe('2 entries written.')
    const lines = (await new Blob(saved).text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).action)).toEqual(['create', 'open'])
  })

  test('that cannot be read is not said to be empty, and what is not exported is told', async () => {
    const session = optionsSession()
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The disk is gone.', 'UnknownError')
    })
    show({ state: 'none' }, session)
    expect((await screen.findByRole('alert')).textContent).toBe('The ledger could not be read: The disk is gone.')
    expect(screen.queryByText('No entries.')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Export as NDJSON' }))
    await waitFor(() => expect(progress()).toBe('The file could not be written: The disk is gone.'))
  })

  test('is in German what it is, and is found by that and by what is stored', async () => {
    speak('de')
    render(<Options session={optionsSession()} side={fakeOptionsSide()} />)
    await waitFor(() => expect(shown()).toEqual(['open', 'create']))
    expect(screen.getByRole('grid', { name: 'Audit-Protokoll' }).textContent).toMatch(
      /öffnen.*erlaubt.*anlegen.*abgelehnt/,
    )
    for (const words of ['abgelehnt', 'refused']) {
      fireEvent.input(screen.getByRole('searchbox', { name: 'Audit-Protokoll filtern' }), { target: { value: words } })
      await waitFor(() => expect(shown()).toEqual(['create']))
    }
  })
})
