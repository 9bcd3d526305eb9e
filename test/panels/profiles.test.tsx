import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { computeAccessibleName } from 'dom-accessibility-api'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { undoTime } from '../../panels/shared/offer.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import type { ProfileView } from '../../src/wire/view.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const list = () => screen.getByRole('tree', { name: 'Profiles' })
const options = () =>
  within(list())
    .getAllByRole('treeitem')
    .map((option) => computeAccessibleName(option))
const selected = () => computeAccessibleName(within(list()).getByRole('treeitem', { selected: true }))
const key = (name: string) => fireEvent.keyDown(list(), { key: name })
const cursor = () =>
  document.getElementById(list().getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label')
const rename = async (name: string) => {
  const input = await screen.findByRole('textbox', { name: 'New name' })
  fireEvent.input(input, { target: { value: name } })
  fireEvent.keyDown(input, { key: 'Enter' })
}
const pick = async (row: string, item: string) => {
  fireEvent.contextMenu(within(list()).getByRole('treeitem', { name: new RegExp(`^${row}`) }))
  fireEvent.click(await screen.findByRole('menuitem', { name: item }))
}
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('the list', () => {
  test('names each profile and the state of its connection', () => {
    const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
    showInspector(fakeSession({ connections: [connectionOf(prices, { state: open })] }))
    expect(options()).toEqual(['Orders localhost:1/orders (Not connected)', 'Prices example.com/prices (Connected)'])
  })

  test('keeps what was typed where it is refused, also of another profile, and gives it once more', async () => {
    const { session } = showInspector()
    const url = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'URL' })
    const type = (value: string) => {
      fireEvent.input(url(), { target: { value } })
      fireEvent.blur(url())
    }
    session.answer({ 'profile.update': () => refuse('failed', 'It is too long.') })
    type('ws://a')
    expect((await screen.findByRole('alert')).textContent).toContain('It is too long.')
    expect(url().value).toBe('ws://a')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
    await waitFor(() => expect(url().value).toBe('wss://example.com/prices'))
    type('ws://b')
    fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
    await waitFor(() => expect(url().value).toBe('ws://a'))
    session.answer({ 'profile.update': () => ok(null) })
    fireEvent.blur(url())
    await waitFor(() =>
      expect(session.calls.slice(-2)).toEqual([
        { name: 'profile.update', given: { profileId: 'p1', change: { url: 'ws://a' } } },
        { name: 'profile.update', given: { profileId: 'p2', change: { url: 'ws://b' } } },
      ]),
    )
  })

  test('shows what would have a name or an address read as another', () => {
    const deceiving = { ...orders, name: 'Pay\u202eslatrop', url: 'wss://a\u202emoc.doog' }
    const unnamed = { ...prices, name: '', folder: ['a\u200b'], url: 'wss://b\u202emoc.doog' }
    showInspector(fakeSession({ profiles: [deceiving, unnamed] }))
    expect(list().textContent).toBe('Pay•slatrop a•moc.dooga•wss://b•moc.doog ')
  })

  test('says that a connection was refused when another profile is selected, too', async () => {
    const { session } = showInspector()
    session.answer({ 'connection.create': () => refuse('url-blocked', 'Policy blocks it.') })
    click('Connect')
    await waitFor(() => expect(options()[0]).toMatch(/\(Refused\)$/))
    key('ArrowDown')
    await waitFor(() => expect(selected()).toMatch(/^Prices/))
    expect(options()[0]).toMatch(/\(Refused\)$/)
  })

  test('is walked with the keyboard', async () => {
    showInspector()
    key('ArrowDown')
    await waitFor(() => expect(selected()).toMatch(/^Prices/))
    key('ArrowDown')
    key('Home')
    await waitFor(() => expect(selected()).toMatch(/^Orders/))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'URL' }).value).toBe(orders.url)
  })

  test('remembers which profile is selected', async () => {
    showInspector()
    key('End')
    await waitFor(() => expect(localStorage.getItem('selected-profile')).toBe('"p2"'))
  })
})

describe('folders', () => {
  const inFolder = newProfile('p3', { name: 'Inside', folder: ['Team'] })
  const show = () => showInspector(fakeSession({ profiles: [orders, inFolder, prices] }))
  const names = () => options().map((name) => name.split(' ')[0])

  test('open and close, and stay as they were left', async () => {
    show()
    expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices'])
    key('ArrowDown')
    key('ArrowLeft')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Prices']))
    expect(within(list()).getByRole('treeitem', { name: 'Team' }).getAttribute('aria-expanded')).toBe('false')
    expect(localStorage.getItem('collapsed-folders')).toContain('Team')
    key('ArrowRight')
    key('ArrowRight')
    await waitFor(() => expect(selected()).toMatch(/^Inside/))
    key('ArrowLeft')
    await waitFor(() => expect(cursor()).toBe('Team'))
  })

  test('a profile is moved into one and out of it with the keyboard', async () => {
    const { session } = show()
    fireEvent.keyDown(list(), { key: 'ArrowDown', altKey: true })
    await waitFor(() => expect(names()).toEqual(['Team', 'Orders', 'Inside', 'Prices']))
    expect(session.mirror.profiles.value[0]?.folder).toEqual(['Team'])
    // Said, as the row that is read out was the same before.
    await screen.findByText('Team / Orders: 1 of 2', { selector: '[role=status]' })
    fireEvent.keyDown(list(), { key: 'ArrowUp', altKey: true })
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices']))
    await screen.findByText('Orders: 1 of 3', { selector: '[role=status]' })
  })

  test('who moves a profile twice at once has it moved twice', async () => {
    const { session } = show()
    for (const _ of [1, 2]) fireEvent.keyDown(list(), { key: 'ArrowDown', altKey: true })
    await waitFor(() => expect(names()).toEqual(['Team', 'Inside', 'Orders', 'Prices']))
    expect(session.mirror.profiles.value[1]?.folder).toEqual(['Team'])
  })

  test('a profile is moved into a new one by name', async () => {
    const { session } = show()
    await pick('Orders', 'Move to folder…')
    const dialog = await screen.findByRole('dialog', { name: 'Move “Orders” to a folder' })
    fireEvent.input(within(dialog).getByRole('combobox', { name: 'Folder' }), { target: { value: 'New / inner' } })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(session.mirror.profiles.value[0]?.folder).toEqual(['New', 'inner']))
    expect(names()).toEqual(['New', 'inner', 'Orders', 'Team', 'Inside', 'Prices'])
  })

  test('with a slash in its name, a folder is where its profile stays', async () => {
    const { session } = show()
    const [first] = session.mirror.profiles.value
    session.mirror.apply({ type: 'profile', profile: { ...(first as ProfileView), folder: ['a / b'] }, index: 0 })
    await waitFor(() => expect(names()).toContain('a'))
    await pick('Orders', 'Move to folder…')
    const dialog = await screen.findByRole('dialog', { name: 'Move “Orders” to a folder' })
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(session.calls.some(({ name }) => name === 'profiles.arrange')).toBe(true))
    expect(session.mirror.profiles.value.find(({ name }) => name === 'Orders')?.folder).toEqual(['a / b'])
  })

  test('are renamed and dissolved', async () => {
    show()
    key('ArrowDown')
    key('F2')
    await rename('Crew')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Crew', 'Inside', 'Prices']))
    await pick('Crew', 'Dissolve folder')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Inside', 'Prices']))
  })

  test('that are dissolved, or become one with another, are put back', async () => {
    const { session } = show()
    const places = () => session.mirror.profiles.value.map(({ name, folder }) => [...folder, name].join('/'))
    const before = places()
    click('New folder')
    await rename('Other')
    await waitFor(() => expect(names()).toContain('Other'))
    expect(screen.queryByText(/no folder of its own/)).toBeNull()
    await pick('Team', 'Dissolve folder')
    await screen.findByText('“Team” is no folder of its own any more')
    expect(places()).not.toEqual(before)
    click('Undo')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices', 'Other']))
    expect(places()).toEqual(before)
    // Onto another: both have one name.
    await pick('Other', 'Rename')
    await rename('Team')
    await screen.findByText('“Other” is no folder of its own any more')
    expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices'])
    session.answer({ 'profiles.arrange': () => refuse('failed', 'The browser restarted the extension.') })
    click('Undo')
    expect((await screen.findByRole('alert')).textContent).toBe('The browser restarted the extension.')
    // It is offered again.
    await screen.findByText('“Other” is no folder of its own any more')
  })

  test('are made empty, each with a name of its own, and take what is made in them', async () => {
    const { session } = show()
    click('New folder')
    await rename('Later')
    await waitFor(() => expect(names()).toContain('Later'))
    click('New folder')
    await screen.findByRole('textbox', { name: 'New name' })
    await rename('New folder')
    await pick('New', 'New folder inside')
    await rename('inner')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices', 'Later', 'New', 'inner']))
    await pick('inner', 'New connection inside')
    await waitFor(() =>
      expect(session.calls.findLast(({ name }) => name === 'profile.create')?.given).toEqual({
        folder: ['New folder', 'inner'],
      }),
    )
  })

  test('stay when the last profile leaves, and are deleted with undo', async () => {
    show()
    key('End')
    key('ArrowUp')
    await waitFor(() => expect(selected()).toMatch(/^Inside/))
    fireEvent.keyDown(list(), { key: 'ArrowDown', altKey: true })
    const level = () =>
      within(list())
        .getByRole('treeitem', { name: /^Inside/ })
        .getAttribute('aria-level')
    await waitFor(() => expect(level()).toBe('1'))
    expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices'])
    key('ArrowUp')
    key('Delete')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Inside', 'Prices']))
    expect(screen.getByRole('status', { name: 'Last deletion' }).textContent).toContain('“Team” was deleted')
    click('Undo')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Prices']))
  })

  test('go with all that is in them, and it comes back where it was', async () => {
    showInspector(fakeSession({ profiles: [orders, inFolder, prices], folders: [{ path: ['Later'], at: 2 }] }))
    expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Later', 'Prices'])
    await pick('Team', 'Delete folder')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Later', 'Prices']))
    expect(screen.getByRole('status', { name: 'Last deletion' }).textContent).toContain('“Team” was deletedUndo')
    click('Undo')
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Inside', 'Later', 'Prices']))
  })

  test('are opened by what is made in them', async () => {
    show()
    fireEvent.click(within(list()).getByRole('treeitem', { name: 'Team' }))
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Prices']))
    await pick('Team', 'New connection inside')
    await waitFor(() => expect(names()).toContain('Inside'))
  })

  test('stay closed in one that is renamed', async () => {
    const deep = { ...inFolder, folder: ['Team', 'Deep'] }
    showInspector(fakeSession({ profiles: [orders, deep, prices] }))
    const row = (name: string) => within(list()).getByRole('treeitem', { name })
    fireEvent.click(row('Deep'))
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Deep', 'Prices']))
    await pick('Team', 'Rename')
    const field = await screen.findByRole('textbox', { name: 'New name' })
    fireEvent.input(field, { target: { value: 'Others' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(names()).toEqual(['Orders', 'Others', 'Deep', 'Prices']))
    expect(row('Deep').getAttribute('aria-expanded')).toBe('false')
  })

  test('say with how many profiles they went, also with those that a search has hidden', async () => {
    const other = { ...inFolder, id: 'p4', name: 'Other' }
    showInspector(fakeSession({ profiles: [orders, inFolder, other, prices] }))
    fireEvent.input(screen.getByRole('searchbox', { name: 'Search profiles' }), { target: { value: 'inside' } })
    await waitFor(() => expect(names()).toEqual(['Team', 'Inside']))
    await pick('Team', 'Delete folder')
    await screen.findByText('“Team” was deleted, with 2 profiles')
  })

  test('are left by dragging a profile below all', async () => {
    const { session } = show()
    fireEvent.dragStart(within(list()).getByRole('treeitem', { name: /^Inside/ }))
    fireEvent.dragOver(list())
    await waitFor(() => expect(list().dataset.drop).toBe('after'))
    fireEvent.drop(list())
    await waitFor(() => expect(names()).toEqual(['Orders', 'Team', 'Prices', 'Inside']))
    expect(session.mirror.profiles.value.at(-1)?.folder).toEqual([])
  })
})

test('profiles are searched, and the keyboard goes on to what was found', async () => {
  showInspector()
  const search = screen.getByRole('searchbox', { name: 'Search profiles' })
  fireEvent.input(search, { target: { value: 'EXAMPLE.com' } })
  await waitFor(() => expect(options()).toEqual(['Prices example.com/prices (Not connected)']))
  fireEvent.keyDown(search, { key: 'ArrowDown' })
  await waitFor(() => expect(selected()).toMatch(/^Prices/))
  expect(document.activeElement).toBe(list())
  fireEvent.input(search, { target: { value: 'nothing like it' } })
  await screen.findByText(/^No profile has this/)
})

test('a profile is renamed in place; Escape leaves its name', async () => {
  const { session } = showInspector()
  key('F2')
  await rename('Invoices')
  await waitFor(() => expect(session.mirror.profiles.value[0]?.name).toBe('Invoices'))
  fireEvent.dblClick(within(list()).getByRole('treeitem', { name: /^Invoices/ }))
  const input = await screen.findByRole('textbox', { name: 'New name' })
  fireEvent.input(input, { target: { value: 'no' } })
  fireEvent.keyDown(input, { key: 'Escape' })
  await waitFor(() => expect(selected()).toMatch(/^Invoices/))
  expect(document.activeElement).toBe(list())
})

test('a name is the one of the profile it was written for, also where another is selected meanwhile', async () => {
  const { session } = showInspector()
  let make = () => {}
  const made = new Promise<void>((resolve) => {
    make = resolve
  })
  session.answer({
    'profile.duplicate': async () => {
      await made
      session.mirror.apply({ type: 'profile', profile: { ...orders, id: 'copy', name: 'Copy' }, index: 1 })
      return ok({ profileId: 'copy' })
    },
  })
  await pick('Orders', 'Duplicate')
  await waitFor(() => expect(session.calls.at(-1)?.name).toBe('profile.duplicate'))
  key('F2')
  await screen.findByRole('textbox', { name: 'New name' })
  make()
  await waitFor(() => expect(within(list()).getByRole('treeitem', { selected: true }).textContent).toMatch(/^Copy/))
  await rename('Invoices')
  const names = () => session.mirror.profiles.value.map(({ name }) => name)
  await waitFor(() => expect(names()).toEqual(['Invoices', 'Copy', 'Prices']))
})

test('a profile is duplicated and the copy selected', async () => {
  showInspector()
  await pick('Orders', 'Duplicate')
  await waitFor(() => expect(selected()).toMatch(/^Orders copy/))
  expect(options().map((name) => name.split(' localhost')[0])).toEqual(['Orders', 'Orders copy', expect.any(String)])
})

test('what the organisation gave can only be duplicated', async () => {
  showInspector(fakeSession({ profiles: [{ ...orders, origin: 'organization' }] }))
  key('F10')
  fireEvent.keyDown(list(), { key: 'F10', shiftKey: true })
  await screen.findByRole('menu', { name: 'Actions' })
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Duplicate'])
})

test('a profile is dragged to another place', async () => {
  showInspector()
  const [first, second] = within(list()).getAllByRole('treeitem')
  fireEvent.dragStart(first as HTMLElement)
  // happy-dom lays nothing out; the pointer is at no place, which is not the upper half.
  fireEvent.dragOver(second as HTMLElement)
  await waitFor(() => expect(second?.getAttribute('data-drop')).toBe('after'))
  fireEvent.drop(second as HTMLElement)
  await waitFor(() => expect(options()[1]).toMatch(/^Orders/))
})

test('messages that came while another profile was looked at are counted', async () => {
  const { trafficChannel } = showInspector(fakeSession({ connections: [connectionOf(prices)] }))
  const flow = (count: number) => ({ count, bytes: 0, lastAt: undefined })
  const tell = (count: number) =>
    act(() => trafficChannel.tell('c1', { sent: flow(9), received: flow(count), bufferedAmount: 0, runs: [] }))
  await tell(3)
  expect(options()[1]).toBe('Prices example.com/prices 3 new (Not connected)')
  key('End')
  await waitFor(() => expect(options()[1]).toBe('Prices example.com/prices (Not connected)'))
  key('Home')
  await tell(5)
  await waitFor(() => expect(options()[1]).toMatch(/ 2 new /))
  await tell(1)
  await waitFor(() => expect(options()[1]).toMatch(/1 new /))
})

test('without profiles there is one thing to do, and it leads to the URL', async () => {
  showInspector(fakeSession({ profiles: [] }))
  expect(screen.getAllByRole('button', { name: 'New connection' })).toHaveLength(1)
  click('New connection')
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'URL' })))
  expect(options()).toEqual(['New connection (Not connected)'])
})

test('a profile is called as it is being called', async () => {
  const { session } = showInspector()
  fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Renamed' } })
  await waitFor(() => expect(selected()).toMatch(/^Renamed/))
  fireEvent.blur(screen.getByRole('textbox', { name: 'Name' }))
  await waitFor(() => expect(session.mirror.profiles.value[0]?.name).toBe('Renamed'))
})

describe('deleting', () => {
  test('takes what belonged to the profile along once it cannot be undone', async () => {
    const { session } = showInspector()
    click('Delete profile')
    fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(session.calls.at(-1)).toEqual({ name: 'profile.forget', given: { profileId: 'p1' } }))
  })

  test('is settled with the panel, as nobody can undo it then', async () => {
    const { session, model } = showInspector()
    click('Delete profile')
    await screen.findByRole('button', { name: 'Dismiss' })
    model.leave()
    await waitFor(() => expect(session.calls.at(-1)).toEqual({ name: 'profile.forget', given: { profileId: 'p1' } }))
  })

  test('selects the next profile and can be undone', async () => {
    showInspector()
    click('Delete profile')
    await waitFor(() => expect(options()).toEqual(['Prices example.com/prices (Not connected)']))
    expect(screen.getByRole('status', { name: 'Last deletion' }).textContent).toContain('“Orders” was deleted')
    click('Undo')
    await waitFor(() =>
      expect(options()).toEqual([
        'Orders localhost:1/orders (Not connected)',
        'Prices example.com/prices (Not connected)',
      ]),
    )
    expect(selected()).toMatch(/^Orders/)
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('brings back what was typed a moment before, too', async () => {
    const { session } = showInspector()
    fireEvent.input(screen.getByRole('textbox', { name: 'Message' }), { target: { value: 'unsent' } })
    fireEvent.input(screen.getByRole('textbox', { name: 'URL' }), { target: { value: 'ws://typed/' } })
    click('Delete profile')
    await screen.findByText('“Orders” was deleted')
    const asked = session.calls.map(({ name }) => name)
    expect(asked.slice(asked.indexOf('profile.delete')).filter((name) => /update|write/.test(name))).toEqual([])
    expect(asked).toEqual(expect.arrayContaining(['profile.update', 'draft.write']))
  })

  test('that could not be undone is told, and can be undone again', async () => {
    const { session } = showInspector()
    click('Delete profile')
    await screen.findByText('“Orders” was deleted')
    session.answer({ 'profiles.restore': () => refuse('failed', 'The browser restarted the extension.') })
    click('Undo')
    expect((await screen.findByRole('alert')).textContent).toBe('The browser restarted the extension.')
    session.answer({ 'profiles.restore': () => ok(null) })
    click('Undo')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
    const asked = session.calls.filter(({ name }) => name === 'profiles.restore')
    expect(asked.map(({ given }) => given)).toEqual(Array(2).fill({ profiles: [{ profile: orders, index: 0 }] }))
  })

  test('that was undone although no answer came is not undone twice', async () => {
    const { session } = showInspector()
    click('Delete profile')
    await screen.findByText('“Orders” was deleted')
    session.answer({
      'profiles.restore': ({ profiles }) => {
        if (profiles.length === 0) return ok(null)
        session.mirror.apply({ type: 'profiles', profiles: [orders, prices] })
        return refuse('failed', 'The browser restarted the extension.')
      },
    })
    click('Undo')
    await screen.findByRole('alert')
    click('Undo')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
    expect(selected()).toMatch(/^Orders/)
  })

  test('one after the other, each comes back, the last one first', async () => {
    const { session } = showInspector()
    key('Delete')
    await waitFor(() => expect(options()).toHaveLength(1))
    key('Delete')
    await screen.findByText('“Prices” was deleted')
    expect(session.calls.map(({ name }) => name)).not.toContain('profile.forget')
    const undo = screen.getByRole('button', { name: 'Undo' })
    undo.focus()
    click('Undo')
    await screen.findByText('“Orders” was deleted')
    expect(document.activeElement).toBe(undo)
    click('Undo')
    await waitFor(() =>
      expect(options()).toEqual([
        'Orders localhost:1/orders (Not connected)',
        'Prices example.com/prices (Not connected)',
      ]),
    )
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    expect(document.activeElement).toBe(list())
  })

  test('the last profile leaves the way to undo', async () => {
    showInspector(fakeSession({ profiles: [orders] }))
    click('Delete profile')
    await screen.findByRole('button', { name: 'New connection' })
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(options()).toHaveLength(1))
  })

  test('can be undone for a while, and as long as somebody is at it', async () => {
    vi.useFakeTimers()
    showInspector()
    key('Delete')
    await act(async () => void (await vi.advanceTimersByTimeAsync(0)))
    const undo = screen.getByRole('button', { name: 'Undo' })
    fireEvent.focusIn(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(2 * undoTime)))
    fireEvent.focusOut(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(undoTime - 1)))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBe(undo)
    await act(async () => void (await vi.advanceTimersByTimeAsync(1)))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('is refused while another panel uses the profile', async () => {
    const { session } = showInspector()
    session.answer({ 'profile.delete': () => refuse('not-owner', 'Another panel uses it.') })
    click('Delete profile')
    expect((await screen.findByRole('alert')).dataset.outcome).toBe('not-owner')
    expect(options()).toHaveLength(2)
    expect(screen.getByRole('status', { name: 'Connection state' }).dataset.state).toBe('idle')
  })
})

describe('options of a profile', () => {
  const timeout = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Handshake timeout' })

  test.each([
    ['Kept for', 'days'],
    ['Most entries kept', 'entries'],
    ['Most data kept', 'bytes'],
  ] as const)('%s is taken whole: what is half typed has nothing deleted', async (name, member) => {
    const { model } = showInspector()
    fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
    const field = await screen.findByRole<HTMLInputElement>('spinbutton', { name })
    const kept = () => model.form.profile.value?.log[member]
    for (const typed of ['3', '30']) {
      fireEvent.input(field, { target: { value: typed } })
      await act(() => new Promise((resolve) => setTimeout(resolve)))
      expect([kept(), field.value]).toEqual([0, typed])
    }
    fireEvent.blur(field)
    const scale = member === 'bytes' ? 1024 * 1024 : 1
    expect(kept()).toBe(30 * scale)
    fireEvent.input(field, { target: { value: '4' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect([kept(), field.value]).toEqual([4 * scale, '4']))
  })

  test('a timeout is taken in seconds, and only one that can be used', async () => {
    const { session } = showInspector()
    fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
    await waitFor(() => expect(timeout().value).toBe('30'))
    fireEvent.input(timeout(), { target: { value: '0' } })
    await waitFor(() => expect(timeout().getAttribute('aria-invalid')).toBe('true'))
    expect(timeout().value).toBe('0')
    fireEvent.input(timeout(), { target: { value: '2.5' } })
    await waitFor(() => expect(session.mirror.profiles.value[0]?.handshakeTimeout).toBe(2500))
  })

  test('JSON goes out as typed when that is wanted', async () => {
    const { session } = showInspector()
    fireEvent.click(screen.getByRole('tab', { name: 'Options' }))
    fireEvent.click(await screen.findByRole('checkbox', { name: /^Minify JSON before sending/ }))
    await waitFor(() => expect(session.mirror.profiles.value[0]?.minify).toBe(false))
  })

  test('tabs are changed with the arrow keys', async () => {
    showInspector()
    fireEvent.keyDown(screen.getByRole('tablist', { name: 'Connection settings' }), { key: 'ArrowLeft' })
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Handshake'))
    expect(document.activeElement?.textContent).toBe('Handshake')
    for (const [key, name] of [
      ['ArrowRight', 'Message'],
      ['End', 'Handshake'],
      ['Home', 'Message'],
    ] as const) {
      fireEvent.keyDown(screen.getByRole('tablist', { name: 'Connection settings' }), { key })
      await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toBe(name))
      expect(document.activeElement?.textContent).toBe(name)
    }
  })
})
