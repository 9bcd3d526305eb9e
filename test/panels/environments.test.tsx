import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import axe from 'axe-core'
import { afterEach, expect, test } from 'vitest'
import { EnvironmentsEditor } from '../../panels/shared/environments/environments-editor.tsx'
import type { Environment } from '../../src/core/environment.ts'
import { newProfile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'
import type { EnvironmentsView } from '../../src/wire/view.ts'
import { type FakeSession, fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const staging: Environment = {
  id: 'e1',
  name: 'Staging',
  variables: [
    { name: 'host', value: 'staging.test', enabled: true, secret: false },
    { name: 'token', value: 'hush', enabled: true, secret: true },
  ],
}
const production: Environment = { id: 'e2', name: 'Production', variables: [] }

function viewOf(environments: readonly Environment[], activeId: string | null = 'e1'): EnvironmentsView {
  const list = environments.map(({ variables, ...one }) => ({
    ...one,
    variables: variables.map(({ value, ...variable }) => (variable.secret ? variable : { ...variable, value })),
  }))
  return { list, activeId, set: [{ name: 'last', enabled: true, secret: false, value: '42' }] }
}

/** A background that keeps environments. */
function sessionWith(environments: readonly Environment[], url = 'ws://localhost/'): FakeSession {
  const session = fakeSession({ profiles: [newProfile('p1', { url })], environments: viewOf(environments) })
  let kept = environments
  const keep = (next: readonly Environment[]) => {
    kept = next
    session.mirror.apply({ type: 'environments', environments: viewOf(kept) })
    return ok(null)
  }
  session.answer({
    'environments.read': () => ok(kept),
    'environment.create': ({ name = '', variables = [] }) => {
      keep([...kept, { id: 'e3', name, variables }])
      return ok({ environmentId: 'e3' })
    },
    'environment.update': ({ environmentId, change }) =>
      keep(kept.map((one) => (one.id === environmentId ? ({ ...one, ...change } as Environment) : one))),
    'environment.delete': ({ environmentId }) => {
      const environment = kept.find(({ id }) => id === environmentId) ?? staging
      keep(kept.filter((one) => one !== environment))
      return ok({ environment, index: 0, wasActive: true })
    },
    'environment.restore': ({ environment }) => keep([environment, ...kept]),
  })
  return session
}

function given(session: FakeSession, name: string): unknown[] {
  return session.calls.filter((call) => call.name === name).map((call) => call.given)
}

async function showEditor(session: FakeSession) {
  const shown = render(<EnvironmentsEditor session={session} />)
  await screen.findByRole('button', { name: 'New environment' })
  return shown
}

test('the toolbar chooses an environment, or none', () => {
  const { session } = showInspector(sessionWith([staging, production]))
  const choice = screen.getByRole('combobox', { name: 'Environment' }) as HTMLSelectElement
  expect([...choice.options].map(({ text }) => text)).toEqual(['No environment', 'Staging', 'Production'])
  expect(choice.value).toBe('e1')
  fireEvent.change(choice, { target: { value: 'e2' } })
  fireEvent.change(choice, { target: { value: '' } })
  expect(given(session, 'environment.choose')).toEqual([{ environmentId: 'e2' }, { environmentId: null }])
})

test('a look at the variables shows values, masks secrets, and can forget what a trigger set', () => {
  const { session } = showInspector(sessionWith([staging]))
  const looked = within(screen.getByRole('dialog', { name: 'Variables', hidden: true }))
  const rows = looked.getAllByRole('row', { hidden: true }).map(({ textContent }) => textContent)
  expect(rows.slice(0, 3)).toEqual(['hoststaging.test', 'token••••••••', expect.stringContaining('last42')])
  expect(rows).toContainEqual(expect.stringContaining('$uuid'))
  fireEvent.click(looked.getByRole('button', { name: 'Forget what was set for last', hidden: true }))
  expect(given(session, 'variable.forget')).toEqual([{ name: 'last' }])
})

test('a URL with variables is shown filled in, unknown names marked', () => {
  showInspector(sessionWith([staging], 'ws://{{host}}/{{nowhere}}?t={{token}}&id={{$uuid}}'))
  const shown = screen.getByRole('note', { name: 'URL with variables filled in' })
  expect(shown.textContent).toBe('ws://staging.test/{{nowhere}}?t=••••&id=$uuidNot known: {{nowhere}}')
  expect(shown.querySelector('[data-kind=unknown]')?.textContent).toBe('{{nowhere}}')
})

test('a URL without variables is not said twice', () => {
  showInspector(sessionWith([staging]))
  expect(screen.queryByRole('note', { name: 'URL with variables filled in' })).toBeNull()
})

test('the panel opens the editor in a dialog', async () => {
  showInspector(sessionWith([staging]))
  HTMLElement.prototype.hidePopover ??= () => undefined
  fireEvent.click(screen.getByRole('button', { name: 'Edit environments', hidden: true }))
  const dialog = await screen.findByRole('dialog', { name: 'Environments' })
  await within(dialog).findByRole('textbox', { name: 'Environment name' })
})

test('what is typed goes to the background, values of secrets are masked', async () => {
  const session = sessionWith([staging, production])
  const { container } = await showEditor(session)
  const values = screen.getAllByRole('textbox', { name: 'Variable value' })
  expect(values.map(({ className }) => className)).toEqual(['mono', 'mono masked'])
  fireEvent.input(values[0] as HTMLElement, { target: { value: 'other.test' } })
  fireEvent.focusOut(values[0] as HTMLElement)
  await waitFor(() => expect(given(session, 'environment.update')).toHaveLength(1))
  expect(given(session, 'environment.update')[0]).toMatchObject({
    environmentId: 'e1',
    change: { variables: [{ name: 'host', value: 'other.test' }, { name: 'token' }] },
  })
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations).toEqual([])
})

test('what was typed a moment ago goes to the background when the page goes', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  fireEvent.input(screen.getByRole('textbox', { name: 'Environment name' }), { target: { value: 'Local' } })
  expect(given(session, 'environment.update')).toEqual([])
  window.dispatchEvent(new Event('pagehide'))
  expect(given(session, 'environment.update')).toEqual([{ environmentId: 'e1', change: { name: 'Local' } }])
})

test('rows are added, switched off, made secret and removed', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  fireEvent.click(screen.getByRole('button', { name: 'Add variable' }))
  await waitFor(() => expect(screen.getAllByRole('textbox', { name: 'Variable name' })).toHaveLength(3))
  expect(document.activeElement).toBe(screen.getAllByRole('textbox', { name: 'Variable name' })[2])
  fireEvent.click(screen.getAllByRole('checkbox', { name: 'Use variable' })[0] as HTMLElement)
  fireEvent.click(screen.getAllByRole('button', { name: 'Secret' })[1] as HTMLElement)
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove variable' })[2] as HTMLElement)
  fireEvent.focusOut(screen.getByRole('button', { name: 'Add variable' }))
  await waitFor(() => expect(given(session, 'environment.update')).not.toEqual([]))
  expect(given(session, 'environment.update').at(-1)).toMatchObject({
    change: {
      variables: [
        { name: 'host', enabled: false },
        { name: 'token', secret: false },
      ],
    },
  })
})

test('a variable that was removed by mistake comes back, a secret one with its value', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove variable' })[1] as HTMLElement)
  await screen.findByText('“token” was deleted')
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getAllByRole('textbox', { name: 'Variable name' })).toHaveLength(2))
  fireEvent.focusOut(screen.getByRole('button', { name: 'Add variable' }))
  await waitFor(() =>
    expect(given(session, 'environment.update').at(-1)).toMatchObject({ change: { variables: staging.variables } }),
  )
})

test('a name that nothing can refer to, or that is there twice, is told at its place', async () => {
  const variables = ['a b', 'c', 'c'].map((name) => ({ name, value: '', enabled: true, secret: false }))
  await showEditor(sessionWith([{ ...staging, variables }]))
  const names = screen.getAllByRole('textbox', { name: 'Variable name' })
  expect(names.map((name) => name.getAttribute('aria-invalid'))).toEqual(['true', 'true', 'false'])
})

test('one is made, duplicated, deleted and brought back', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  fireEvent.click(screen.getByRole('button', { name: 'Duplicate environment' }))
  await screen.findByRole('button', { name: 'Copy of Staging' })
  expect(given(session, 'environment.create')).toMatchObject([
    { name: 'Copy of Staging', variables: staging.variables },
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Delete environment' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByRole('button', { name: 'Copy of Staging' })
})

test('one that could not be brought back can be brought back again', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  fireEvent.click(screen.getByRole('button', { name: 'Delete environment' }))
  const undo = await screen.findByRole('button', { name: 'Undo' })
  session.answer({ 'environment.restore': () => refuse('failed', 'The browser restarted the extension.') })
  fireEvent.click(undo)
  expect((await screen.findByRole('alert')).textContent).toBe('The browser restarted the extension.')
  session.answer({ 'environment.restore': () => ok(null) })
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
  expect(given(session, 'environment.restore')).toMatchObject(Array(2).fill({ environment: staging }))
})

test('of several that are deleted each is brought back', async () => {
  await showEditor(sessionWith([staging, production]))
  const remove = () => fireEvent.click(screen.getByRole('button', { name: 'Delete environment' }))
  remove()
  await screen.findByText('Environment “Staging” was deleted.')
  remove()
  await screen.findByText('Environment “Production” was deleted.')
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByText('Environment “Staging” was deleted.')
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await screen.findByRole('button', { name: /Staging/ })
  screen.getByRole('button', { name: 'Production' })
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test('the first one is in use at once', async () => {
  const session = sessionWith([])
  await showEditor(session)
  fireEvent.click(screen.getByRole('button', { name: 'New environment' }))
  await waitFor(() => expect(given(session, 'environment.choose')).toEqual([{ environmentId: 'e3' }]))
})

test('a refusal is told in the editor', async () => {
  const session = sessionWith([staging])
  await showEditor(session)
  session.answer({ 'environment.delete': () => refuse('failed', 'The disk is full.') })
  fireEvent.click(screen.getByRole('button', { name: 'Delete environment' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
})

test('what was typed and refused stays, with the reason, and is given once more with the next change', async () => {
  const session = sessionWith([staging, production])
  await showEditor(session)
  session.answer({ 'environment.update': () => refuse('failed', 'It is too long.') })
  const reads = () => given(session, 'environments.read').length
  const before = reads()
  fireEvent.input(screen.getByRole('textbox', { name: 'Environment name' }), { target: { value: 'x' } })
  fireEvent.focusOut(screen.getByRole('textbox', { name: 'Environment name' }))
  await waitFor(() => expect(reads()).toBeGreaterThan(before))
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('It is too long.'))
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Environment name' })
  expect(name().value).toBe('x')
  expect(screen.getByRole('alert').textContent).toContain('It is too long.')

  fireEvent.click(screen.getByRole('button', { name: 'Production' }))
  fireEvent.input(name(), { target: { value: 'y' } })
  session.answer({ 'environment.update': () => ok(null) })
  fireEvent.focusOut(name())
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(given(session, 'environment.update').slice(-2)).toEqual([
    { environmentId: 'e1', change: { name: 'x' } },
    { environmentId: 'e2', change: { name: 'y' } },
  ])
})

test('a value of several lines keeps them when it is changed', async () => {
  const key = { name: 'key', value: '-----BEGIN-----\nMIIE\n-----END-----', enabled: true, secret: true }
  const session = sessionWith([{ ...staging, variables: [key] }])
  render(<EnvironmentsEditor session={session} />)
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Variable value' })
  expect(field.tagName).toBe('TEXTAREA')
  expect(field.value).toBe(key.value)
  expect(field.className).toContain('masked')
  fireEvent.input(field, { target: { value: key.value.replace('MIIE', 'MIIF') } })
  fireEvent.focusOut(field)
  await waitFor(() =>
    expect(given(session, 'environment.update').at(-1)).toMatchObject({
      change: { variables: [{ value: '-----BEGIN-----\nMIIF\n-----END-----' }] },
    }),
  )
})
