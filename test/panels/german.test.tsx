import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { headerFaults, headerNameFaults, patternFaults } from '../../panels/options/rule-lines.ts'
import { speakLanguage } from '../../panels/shared/said.ts'
import { timeAway } from '../../panels/shared/time-away.ts'
import { newProfile } from '../../src/core/profile.ts'
import { refuse } from '../../src/core/result.ts'
import { emptyScript } from '../../src/core/script.ts'
import type { Sequence, SequenceProgress } from '../../src/core/sequence.ts'
import type { Trigger } from '../../src/core/trigger.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { connectionOf, fakeSession, orders } from './fake-session.ts'
import { speak } from './i18n.ts'
import { showInspector } from './show-inspector.tsx'

beforeAll(() => speak('de'))
afterAll(() => speak('en'))
afterEach(cleanup)

test('the panel is there in German', () => {
  showInspector()
  for (const name of ['Neue Verbindung', 'Verbinden', 'Senden']) {
    expect(screen.getByRole('button', { name })).toBeDefined()
  }
  expect(screen.getByRole('combobox', { name: 'Umgebung' }).textContent).toContain('Keine Umgebung')
})

test('what the background says is shown in German, too', async () => {
  await speakLanguage()
  const session = fakeSession()
  session.answer({
    'connection.connect': () =>
      refuse('url-blocked', 'ACME blocks this address.', { field: 'url', rule: 'Blocked: ws://*/*' }),
  })
  showInspector(session)
  fireEvent.click(screen.getByRole('button', { name: 'Verbinden' }))
  expect((await screen.findByRole('alert')).textContent).toContain(
    'ACME sperrt diese Adresse. Regel: Gesperrt: ws://*/*',
  )
})

test('what is wrong with a line of rules is told in German, too', async () => {
  await speakLanguage()
  expect(patternFaults('http://b/*')).toEqual([{ line: 1, message: expect.stringContaining('ist kein') }])
  expect(headerNameFaults('no good')).toEqual([{ line: 1, message: expect.not.stringContaining('is not') }])
  expect(headerFaults('x: \u0000')).toEqual([{ line: 1, message: expect.not.stringContaining('has characters') }])
  expect(headerNameFaults('no good')).toEqual([{ line: 1, message: '„no good“ ist kein Name eines Headers.' }])
})

test('a profile that nobody has named yet has no English name', async () => {
  const session = fakeSession({ profiles: [newProfile('p1')] })
  showInspector(session)
  expect(screen.getByRole('treeitem').textContent).toContain('Neue Verbindung')
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).placeholder).toBe('Neue Verbindung')
})

test('how far away a time is fits the sentence it is in, whatever the language of the browser', () => {
  expect([timeAway(120_000, 0), timeAway(0, 172_800_000)]).toEqual(['in 2 Minuten', 'vor 2 Tagen'])
})

test('why a connection was closed is told in German in the detail, too', async () => {
  await speakLanguage()
  const detail = 'The server did not answer the close within 5 s.'
  const closed = {
    type: 'closed',
    connectionId: 'c',
    cause: 'timeout',
    code: 1006,
    reason: '',
    clean: false,
    detail,
  } as const
  showInspector(fakeSession(), fakeLogs([{ seq: 1, at: 1, ...closed }]))
  fireEvent.click(await screen.findByRole('row', { name: /Getrennt/ }))
  const region = await screen.findByRole('region', { name: 'Nachricht im Detail' })
  await waitFor(() => expect(region.textContent).toMatch(/Der Server hat das Schließen nicht innerhalb von 5\ss/))
  expect(region.textContent).not.toContain('The server')
})

const trigger: Trigger = {
  ...{ id: 't', name: 'Preise', enabled: false, on: 'received', match: { type: 'any' } },
  ...{ action: { type: 'highlight' }, mostPerSecond: 10 },
}
const sequence: Sequence = { id: 's', name: 'Gruß', steps: [], times: 3, every: 0, rate: 0 }

test('why a rule has come to nothing is told in German, too', async () => {
  await speakLanguage()
  const state = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
  const session = fakeSession({ connections: [connectionOf(orders, { state })] })
  session.scripts.set(orders.id, { ...emptyScript, triggers: [trigger], sequences: [sequence] })
  const { trafficChannel } = showInspector(session, undefined, {}, () => ({
    type: 'failed',
    message: 'The log is not open.',
  }))
  fireEvent.click(screen.getByRole('tab', { name: 'Regeln' }))
  fireEvent.click(await screen.findByText('Preise', undefined, { timeout: 5000 }))
  fireEvent.click(await screen.findByRole('button', { name: 'Am Protokoll ausprobieren' }))
  await screen.findByText(/Das Protokoll ist nicht offen\.$/)
  const none = { count: 0, bytes: 0, lastAt: undefined }
  const fault = 'Step 1: no message that matches came within 5 s.'
  const run: SequenceProgress = {
    ...{ sequenceId: 's', state: 'failed', run: 1, times: 3, step: 1, steps: 1, sent: 1 },
    ...{ unsent: 0, fault },
  }
  await act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [run] }))
  await screen.findByText(/Innerhalb von 5 s kam keine passende Nachricht/)
})

test('why a log could not be exported is told in German, too', async () => {
  await speakLanguage()
  const { exporter, model } = showInspector(fakeSession(), fakeLogs(received(3)))
  await waitFor(() => expect(model.log.size.value.total).toBe(3))
  fireEvent.click(screen.getByRole('button', { name: 'Protokoll exportieren' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Datei speichern' }))
  await waitFor(() => expect(exporter.tasks).toHaveLength(1))
  exporter.tell({ type: 'failed', message: 'The log is not open.' })
  await screen.findByText(/Das Protokoll ist nicht offen\.$/)
})
