import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { Backup } from '../../panels/options/backup.tsx'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { fakeImportWorker } from './fake-import-worker.ts'
import { fakeSession } from './fake-session.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const side = { startImportWorker: fakeImportWorker }
const rules = { onlyListed: true, rules: { blockedUrls: ['wss://blocked.example/*'] } }
const environment = {
  id: 'e1',
  name: 'local',
  variables: [{ name: 'pin', value: 's3cret', enabled: true, secret: true }],
}

async function backedUp(): Promise<string> {
  const session = fakeSession()
  session.answer({ 'environments.read': () => ok([environment]), 'rules.read': () => ok({ rules }) })
  const blobs: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob)
    return 'blob:file'
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
  render(<Backup session={session} side={side} />)
  fireEvent.click(screen.getByRole('button', { name: 'Make a backup…' }))
  fireEvent.click(await screen.findByRole('radio', { name: /^Write them in clear/ }))
  fireEvent.click(await screen.findByRole('checkbox', { name: /^I know/ }))
  const download = screen.getByRole<HTMLButtonElement>('button', { name: /with secrets/ })
  await waitFor(() => expect(download.disabled).toBe(false))
  fireEvent.click(download)
  await waitFor(() => expect(blobs).toHaveLength(1))
  cleanup()
  return (await blobs[0]?.text()) ?? ''
}

test('everything goes into one file and comes back in one step, which can be undone', async () => {
  const text = await backedUp()
  const session = fakeSession({ profiles: [] })
  session.answer({
    'profiles.add': ({ profiles }) =>
      ok({ profileIds: profiles.map((_: unknown, index: number) => newProfile(`n${index}`).id) }),
    'environment.create': () => ok({ environmentId: 'e9' }),
  })
  render(<Backup session={session} side={side} />)
  const input = screen.getByLabelText('Restore from a file')
  Object.defineProperty(input, 'files', { value: [new File([text], 'switchboard.json')] })
  fireEvent.change(input)
  await screen.findByRole('region', { name: 'What will be imported' })
  fireEvent.click(screen.getByRole('button', { name: 'Restore' }))
  await screen.findByText(/^Restored, with 2 profiles/)
  const given = (name: string) => session.calls.filter((call) => call.name === name).map((call) => call.given)
  expect(given('environment.create')).toEqual([{ name: 'local', variables: environment.variables }])
  expect(given('rules.write')).toEqual([rules])
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(given('rules.write')).toEqual([rules, { onlyListed: false, rules: {} }]))
  expect(given('profiles.remove')).toEqual([{ profileIds: ['n0', 'n1'], newFolders: [] }])
  expect(given('environment.delete')).toEqual([{ environmentId: 'e9' }])
})

test('a file that is dropped anywhere on the page is restored, and not shown by the browser in its place', async () => {
  render(<Backup session={fakeSession()} side={side} />)
  const files = [new File(['wscat -c ws://h/dropped'], 'dropped.sh')]
  const drop = () => fireEvent.drop(document.body, { dataTransfer: { files, types: ['Files'] } })
  expect(drop()).toBe(false)
  expect((await screen.findByRole('region', { name: 'What will be imported' })).textContent).toContain('ws://h/dropped')
  cleanup()
  await waitFor(() => expect(drop()).toBe(true))
})

test('what a later version says beyond the rules keeps them from nothing', async () => {
  const session = fakeSession({ profiles: [] })
  render(<Backup session={session} side={side} />)
  const input = screen.getByLabelText('Restore from a file')
  const text = JSON.stringify({ format: 'switchboard', version: 2, profiles: [], rules: { ...rules, later: true } })
  Object.defineProperty(input, 'files', { value: [new File([text], 'switchboard.json')] })
  fireEvent.change(input)
  await screen.findByRole('region', { name: 'What will be imported' })
  fireEvent.click(screen.getByRole('button', { name: 'Restore' }))
  await waitFor(() =>
    expect(session.calls.filter(({ name }) => name === 'rules.write').map(({ given }) => given)).toEqual([rules]),
  )
})

/** A backup with these rules and an environment, chosen to be restored. */
async function choose(rulesOfFile: unknown, session = fakeSession({ profiles: [] })) {
  render(<Backup session={session} side={side} />)
  const input = screen.getByLabelText('Restore from a file')
  const environments = [{ name: 'local', variables: [] }]
  const text = JSON.stringify({ format: 'switchboard', version: 2, profiles: [], environments, rules: rulesOfFile })
  Object.defineProperty(input, 'files', { value: [new File([text], 'switchboard.json')] })
  fireEvent.change(input)
  await screen.findByRole('region', { name: 'What will be imported' })
  session.answer({ 'environment.create': () => ok({ environmentId: 'e9' }) })
  return session
}

test('rules of a backup can be left', async () => {
  const session = await choose(rules)
  fireEvent.click(screen.getByRole('checkbox', { name: /^Your rules/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Restore' }))
  await screen.findByText(/^Restored/)
  expect(session.calls.map(({ name }) => name)).not.toContain('rules.write')
  expect(session.calls.map(({ name }) => name)).toContain('environment.create')
})

test.each([
  [{ onlyListed: false, rules: { blockedUrls: ['nonsense'] } }, 'nonsense'],
  [{ rules: {} }, 'rules.onlyListed'],
])('rules of a backup that cannot be read say why, and keep the rest from nothing: %j', async (faulty, reason) => {
  const session = await choose(faulty)
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Your rules/ })).toMatchObject({
    checked: false,
    disabled: true,
  })
  expect(screen.getByText(/^It cannot be added/).textContent).toContain(reason)
  fireEvent.click(screen.getByRole('button', { name: 'Restore' }))
  await screen.findByText(/^Restored/)
  expect(session.calls.map(({ name }) => name)).not.toContain('rules.write')
})

test('why an undo came to nothing is said until something else is done, and that only', async () => {
  const session = await choose(rules)
  fireEvent.click(screen.getByRole('button', { name: 'Restore' }))
  await screen.findByText(/^Restored/)
  session.answer({ 'environment.delete': () => refuse('failed', 'The disk is full.') })
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.')
  session.answer({ 'environment.delete': () => ok(null) })
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('why nothing was restored is said beside the button, not above all that the file has', async () => {
  const session = await choose(rules)
  session.answer({ 'rules.write': () => refuse('failed', 'The disk is full.') })
  const restore = screen.getByRole('button', { name: 'Restore' })
  fireEvent.click(restore)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toBe('The disk is full. Nothing was changed.')
  const preview = screen.getByRole('region', { name: 'What will be imported' })
  expect(preview.compareDocumentPosition(alert) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0)
})

test('a file that is none changes nothing and says why', async () => {
  const session = fakeSession()
  render(<Backup session={session} side={side} />)
  const input = screen.getByLabelText('Restore from a file')
  Object.defineProperty(input, 'files', { value: [new File(['hello'], 'a.txt')] })
  fireEvent.change(input)
  expect((await screen.findByRole('alert')).textContent).toMatch(/not recognised.*Nothing was changed/)
  expect(session.calls).toEqual([{ name: 'sync.read', given: {} }])
})

test('profiles are kept the same on other devices when that is switched on; what did not fit is named', async () => {
  const session = fakeSession()
  let on = false
  session.answer({
    'sync.read': () =>
      ok({ on, leftOut: on ? [{ title: 'Orders', why: 'too-large' }] : [], unreadable: 0, ...(on && { syncedAt: 1 }) }),
    'sync.write': (given) => {
      on = given.on
      session.mirror.apply({ type: 'sync' })
      return ok(null)
    },
  })
  render(<Backup session={session} side={side} />)
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep profiles the same on my devices' })
  await screen.findByText('Off. Profiles stay on this device.')
  fireEvent.click(box)
  await screen.findByText('“Orders” stays here: it is larger than 8 KiB.')
  expect(box.checked).toBe(true)
  expect(screen.getByText(/^On. Last compared/)).toBeDefined()
  fireEvent.click(box)
  await screen.findByText('Off. Profiles stay on this device.')
})

test('a rule against export forbids it, and is named', async () => {
  const exportRefusal = { message: 'Your organisation does not allow export.', rule: 'No export' }
  const session = fakeSession({ policy: { ...fakeSession().mirror.policy.value, exportRefusal } as never })
  session.answer({ 'sync.read': () => ok({ on: false, leftOut: [], unreadable: 0 }) })
  render(<Backup session={session} side={side} />)
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep profiles the same on my devices' })
  await waitFor(() => expect(screen.getAllByText(/does not allow export/).length).toBeGreaterThan(0))
  expect(box.disabled).toBe(true)
})
