import { signal } from '@preact/signals'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { stepsOfHar } from '../../panels/inspector/automation/har-steps.ts'
import { createRules } from '../../panels/inspector/model/rules.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { emptyScript, type Script } from '../../src/core/script.ts'
import type { Sequence, SequenceProgress } from '../../src/core/sequence.ts'
import type { Trigger } from '../../src/core/trigger.ts'
import type { RuleAnswer, RuleTask } from '../../src/log/rule-scan.ts'
import { fakeImportWorker } from './fake-import-worker.ts'
import { connectionOf, endedByRestart, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const open = { phase: 'open', since: 1, protocol: '', extensions: '' } as const
const sequence: Sequence = { id: 's', name: 'Greet', steps: [], times: 3, every: 0, rate: 0 }
const none = { count: 0, bytes: 0, lastAt: undefined }

async function showRules(session = fakeSession(), look?: Parameters<typeof showInspector>[3]) {
  const shown = showInspector(session, undefined, {}, look)
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  await screen.findByRole('button', { name: 'Add trigger' }, { timeout: 5000 })
  return shown
}

const type = (name: string, value: string) =>
  fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } })
const choose = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })

test('a trigger is made, tried on the log and switched on', async () => {
  const tasks: RuleTask[] = []
  const { session } = await showRules(fakeSession(), (task) => {
    tasks.push(task)
    return { type: 'happened', seqs: Array.from({ length: 14 }, (_, n) => n), looked: 300 }
  })
  fireEvent.click(screen.getByRole('button', { name: 'Add trigger' }))
  await screen.findByRole('textbox', { name: 'Rule name' })
  type('Rule name', 'Prices')
  choose('That', 'regular-expression')
  type('Pattern', '"price":(\\d+')
  expect((await screen.findByRole('alert')).textContent).toContain('This is not a regular expression')
  type('Pattern', '"price":(\\d+)')
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  choose('Then', 'notify')
  await screen.findByRole('button', { name: 'Allow notifications' })
  fireEvent.click(screen.getByRole('button', { name: 'Try on the log' }))
  await screen.findByText('It would have happened 14 times. Entries looked at: 300.')
  expect(tasks.at(-1)).toMatchObject({ type: 'happened', triggers: [{ match: { pattern: '"price":(\\d+)' } }] })
  fireEvent.click(screen.getByRole('checkbox', { name: 'Use Prices' }))
  await waitFor(() =>
    expect(session.scripts.get(orders.id)?.triggers).toMatchObject([
      { name: 'Prices', enabled: true, on: 'received', action: { type: 'notify', text: '{{match.1}}' } },
    ]),
  )
  expect((await axe.run(document.body, { rules: { region: { enabled: false } } })).violations).toEqual([])
})

test('notifications are asked for again where they are taken back while the trigger is open', async () => {
  let allowed = true
  let told = () => {}
  showInspector(fakeSession(), undefined, {
    mayNotify: async () => allowed,
    onPermissions: async (listener) => {
      told = listener
      return () => undefined
    },
  })
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Add trigger' }))
  await screen.findByRole('textbox', { name: 'Rule name' })
  choose('Then', 'notify')
  await waitFor(() => screen.getByRole('textbox', { name: 'Notification' }))
  expect(screen.queryByRole('button', { name: 'Allow notifications' })).toBeNull()
  allowed = false
  told()
  await screen.findByRole('button', { name: 'Allow notifications' })
})

test('why the browser did not ask for notifications is said', async () => {
  const askToNotify = async () => {
    throw new Error('Blocked by your administrator.')
  }
  showInspector(fakeSession(), undefined, { askToNotify })
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Add trigger' }))
  await screen.findByRole('textbox', { name: 'Rule name' })
  choose('Then', 'notify')
  fireEvent.click(await screen.findByRole('button', { name: 'Allow notifications' }))
  expect((await screen.findByRole('alert')).textContent).toBe('The browser did not ask: Blocked by your administrator.')
})

test('a sequence is run, shows how far it has come and is stopped', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  session.answer({ 'sequence.start': () => ok(null) })
  const { trafficChannel } = await showRules(session)
  fireEvent.click(await screen.findByRole('button', { name: 'Run Greet' }))
  await waitFor(() =>
    expect(session.calls).toContainEqual({ name: 'sequence.start', given: { connectionId: 'c1', sequenceId: 's' } }),
  )
  const run: SequenceProgress = {
    sequenceId: 's',
    state: 'running',
    run: 2,
    times: 3,
    step: 1,
    steps: 4,
    sent: 5,
    unsent: 1,
  }
  await act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [run] }))
  screen.getByText('Run 2 of 3, step 1 of 4 · 5 sent, 1 not')
  fireEvent.click(screen.getByRole('button', { name: 'Stop Greet' }))
  await waitFor(() => expect(session.calls.at(-1)?.name).toBe('sequence.stop'))
  const failed = { ...run, state: 'failed', fault: 'Nobody answered.' } as const
  await act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [failed] }))
  screen.getByText('Failed · 5 sent, 1 not · Nobody answered.')
})

test('a run is over with its connection, also where the transport went with both and told nothing', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  const { trafficChannel } = await showRules(session)
  const run = { sequenceId: 's', state: 'running', run: 2, times: 3, step: 1, steps: 4, sent: 5, unsent: 0 } as const
  await act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [run] }))
  screen.getByText('Run 2 of 3, step 1 of 4 · 5 sent')
  const stop = screen.getByRole('button', { name: 'Stop Greet' })
  stop.focus()
  await act(() => session.tell(endedByRestart))
  screen.getByText('Stopped · 5 sent')
  const start = screen.getByRole<HTMLButtonElement>('button', { name: 'Run Greet' })
  // What is switched off would lose the focus of who was about to stop it.
  expect([start.disabled, document.activeElement]).toEqual([false, start])
  fireEvent.click(start)
  expect(session.calls.map(({ name }) => name)).not.toContain('sequence.start')
})

test('a sequence is put together from steps, also from those of the log', async () => {
  const session = fakeSession()
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, name: '' }] })
  const steps = [{ type: 'text', text: 'a', sendAs: 'text' } as const, { type: 'delay', time: 40 } as const]
  await showRules(session, () => ({ type: 'recorded', steps }))
  fireEvent.click(await screen.findByRole('button', { name: 'Add step' }))
  choose('Kind of step 1', 'wait')
  const step = await screen.findByRole('listitem', { name: 'Step 1' })
  within(step).getByRole('combobox', { name: 'That' })
  expect(screen.getByRole('button', { name: 'Run Unnamed sequence' }).getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: 'Take from the log' }))
  await waitFor(() => expect(session.scripts.get(orders.id)?.sequences[0]?.steps).toEqual(steps))
  fireEvent.click(screen.getByRole('button', { name: 'Remove step 2' }))
  await waitFor(() => expect(session.scripts.get(orders.id)?.sequences[0]?.steps).toEqual(steps.slice(0, 1)))
  fireEvent.click(screen.getByRole('button', { name: 'Delete Unnamed sequence' }))
  await waitFor(() => expect(session.scripts.get(orders.id)?.sequences).toEqual([]))
})

test('what is looked for in the log for a rule can be given up', async () => {
  const session = fakeSession()
  const trigger: Trigger = {
    ...{ id: 't', name: '', enabled: true, on: 'received', mostPerSecond: 10 },
    ...{ match: { type: 'any' }, action: { type: 'pause' } },
  }
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, name: '' }], triggers: [trigger] })
  const answers: (() => void)[] = []
  const signals: (AbortSignal | undefined)[] = []
  await showRules(session, (task, signal) => {
    signals.push(signal)
    return new Promise((settle) => {
      answers.push(() =>
        settle(
          task.type === 'recorded'
            ? { type: 'recorded', steps: [{ type: 'delay', time: 1000 }] }
            : { type: 'happened', seqs: [1], looked: 1 },
        ),
      )
    })
  })
  for (const [button, words] of [
    ['Try on the log', 'Looking…'],
    ['Take from the log', 'Working…'],
  ] as const) {
    fireEvent.click(await screen.findByRole('button', { name: button }))
    await screen.findByText(words)
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByText(words)).toBeNull())
  }
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  await act(async () => {
    for (const answer of answers) answer()
  })
  expect(screen.getByRole('status', { name: 'What the try has found' }).textContent).toBe('')
  expect(session.scripts.get(orders.id)?.sequences[0]?.steps).toEqual([])
})

test('of a HAR file no more messages are taken than a sequence can have', async () => {
  const messages = Array.from({ length: 5001 }, (_, at) => ({ type: 'send', time: at, opcode: 1, data: 'x' }))
  const har = (count: number) => {
    const request = { method: 'GET', url: 'ws://localhost/', headers: [] }
    const entry = { startedDateTime: '2026-01-01T00:00:00Z', request, _webSocketMessages: messages.slice(0, count) }
    return new File([JSON.stringify({ log: { version: '1.2', entries: [entry] } })], 'many.har')
  }
  expect(await stepsOfHar(har(5000), fakeImportWorker, new AbortController().signal)).toHaveLength(9999)
  expect(await stepsOfHar(har(5001), fakeImportWorker, new AbortController().signal)).toEqual({
    fault: 'There are more than 5000 messages.',
  })
})

test('of a HAR file the first socket is taken on which anything was sent', async () => {
  const entry = (url: string, ...messages: object[]) => ({
    ...{ startedDateTime: '2026-01-01T00:00:00Z', request: { method: 'GET', url, headers: [] } },
    _webSocketMessages: messages,
  })
  const entries = [
    entry('ws://localhost/silent', { type: 'receive', time: 1, opcode: 1, data: 'tick' }),
    entry('ws://localhost/talk', { type: 'send', time: 2, opcode: 1, data: 'one' }),
    entry('ws://localhost/more', { type: 'send', time: 3, opcode: 1, data: 'two' }),
  ]
  const file = new File([JSON.stringify({ log: { version: '1.2', entries } })], 'three.har')
  expect(await stepsOfHar(file, fakeImportWorker, new AbortController().signal)).toEqual([
    { type: 'text', text: 'one', sendAs: 'text' },
  ])
})

test('a trigger and a sequence that were deleted come back at their places, with all that they had', async () => {
  const session = fakeSession()
  const trigger = (id: string): Trigger => ({
    ...{ id, name: id, enabled: true, on: 'sent', match: { type: 'any' }, action: { type: 'pause' } },
    mostPerSecond: 3,
  })
  const triggers = [trigger('one'), trigger('two'), trigger('three')]
  const sequences = [{ ...sequence, steps: [{ type: 'delay', time: 40 } as const] }]
  session.scripts.set(orders.id, { ...emptyScript, triggers, sequences })
  await showRules(session)
  const kept = () => session.scripts.get(orders.id)
  const undo = async () => {
    const told = await screen.findByText(/was deleted$/)
    fireEvent.click(within(told.parentElement as HTMLElement).getByRole('button', { name: 'Undo' }))
  }
  fireEvent.click(await screen.findByRole('button', { name: 'Delete two' }))
  await waitFor(() => expect(kept()?.triggers).toEqual([triggers[0], triggers[2]]))
  // What was changed since stays changed.
  fireEvent.click(screen.getByRole('checkbox', { name: 'Use one' }))
  await waitFor(() => expect(kept()?.triggers[0]).toMatchObject({ enabled: false }))
  await undo()
  await waitFor(() => expect(kept()?.triggers.map(({ id }) => id)).toEqual(['one', 'two', 'three']))
  expect(kept()?.triggers[1]).toEqual(triggers[1])
  expect(kept()?.triggers[0]).toMatchObject({ enabled: false })
  fireEvent.click(screen.getByRole('button', { name: 'Delete Greet' }))
  await waitFor(() => expect(kept()?.sequences).toEqual([]))
  await undo()
  await waitFor(() => expect(kept()?.sequences).toEqual(sequences))
})

test('a step that was removed by mistake comes back with what was written in it', async () => {
  const session = fakeSession()
  const steps = ['one', 'two', 'three'].map((text) => ({ type: 'text', text, sendAs: 'text' }) as const)
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, steps }] })
  await showRules(session)
  const kept = () => session.scripts.get(orders.id)?.sequences[0]?.steps
  fireEvent.click(await screen.findByRole('button', { name: /^Greet / }))
  fireEvent.click(await screen.findByRole('button', { name: 'Remove step 2' }))
  await waitFor(() => expect(kept()).toEqual([steps[0], steps[2]]))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(kept()).toEqual(steps))
})

const running: SequenceProgress = {
  ...{ sequenceId: 's', state: 'running', run: 1, times: 0, step: 1, steps: 1, sent: 5, unsent: 0 },
}

test('a sequence that runs is stopped when it is deleted: nothing is left to stop it with', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  const { trafficChannel } = await showRules(session)
  await act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [running] }))
  fireEvent.click(await screen.findByRole('button', { name: 'Delete Greet' }))
  await waitFor(() =>
    expect(session.calls).toContainEqual({ name: 'sequence.stop', given: { connectionId: 'c1', sequenceId: 's' } }),
  )
})

test('why a sequence could not be started is told where it was', async () => {
  const other = connectionOf(prices, { id: 'c2', state: open })
  const session = fakeSession({ connections: [connectionOf(orders, { state: open }), other] })
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  session.scripts.set(prices.id, { ...emptyScript, sequences: [{ ...sequence, name: 'Other' }] })
  session.answer({ 'sequence.start': () => refuse('failed', 'Not now.') })
  await showRules(session)
  fireEvent.click(await screen.findByRole('button', { name: 'Run Greet' }))
  await screen.findByText('Not now.')
  fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
  await screen.findByRole('button', { name: 'Run Other' })
  expect(screen.queryByText('Not now.')).toBeNull()
})

test('of a variable that a trigger sets, only a name is taken that something can refer to', async () => {
  const { session } = await showRules()
  fireEvent.click(screen.getByRole('button', { name: 'Add trigger' }))
  await screen.findByRole('textbox', { name: 'Rule name' })
  choose('Then', 'set-variable')
  await screen.findByRole('textbox', { name: 'Variable' })
  type('Variable', ' token ')
  const kept = () => session.scripts.get(orders.id)?.triggers[0]?.action
  await waitFor(() => expect(kept()).toMatchObject({ name: 'token' }))
  type('Variable', 'my token')
  await screen.findByText(
    'A name has letters (a to z), digits, “_”, “.” and “-” only, and begins with neither “.” nor “-”.',
  )
  expect(kept()).toMatchObject({ name: 'token' })
})

test.each([
  ['JSON', orders, 'json-value'],
  ['text', prices, 'text'],
])('a step that is written is sent as the kind asks: %s', async (_, profile, sendAs) => {
  const session = fakeSession({ profiles: [profile] })
  session.scripts.set(profile.id, { ...emptyScript, sequences: [{ ...sequence, name: '' }] })
  await showRules(session)
  fireEvent.click(await screen.findByRole('button', { name: 'Add step' }))
  await waitFor(() =>
    expect(session.scripts.get(profile.id)?.sequences[0]?.steps).toEqual([{ type: 'text', text: '', sendAs }]),
  )
})

test('a step has all of its lines, also when it is changed', async () => {
  const session = fakeSession()
  const connect = [{ type: 'text', text: 'CONNECT\nhost:a\n\n', sendAs: 'text' } as const]
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, name: '', steps: connect }] })
  await showRules(session)
  fireEvent.click(screen.getByRole('button', { name: /^Unnamed sequence/ }))
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text to send' })
  expect(field.value).toBe('CONNECT\nhost:a\n\n')
  // A field of one line takes line breaks away.
  expect(field.type).toBe('textarea')
  expect(field.getAttribute('rows')).toBe('4')
  type('Text to send', `${field.value}body`)
  await waitFor(() =>
    expect(session.scripts.get(orders.id)?.sequences[0]?.steps).toMatchObject([{ text: 'CONNECT\nhost:a\n\nbody' }]),
  )
})

test('steps that recorded ones took the place of come back', async () => {
  const session = fakeSession()
  const mine = [{ type: 'text', text: 'mine', sendAs: 'text' } as const]
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, steps: mine }] })
  await showRules(session, () => ({ type: 'recorded', steps: [{ type: 'text', text: 'a', sendAs: 'text' }] }))
  fireEvent.click(screen.getByRole('button', { name: /^Greet/ }))
  fireEvent.click(await screen.findByRole('button', { name: 'Take from the log' }))
  const steps = () => session.scripts.get(orders.id)?.sequences[0]?.steps
  await waitFor(() => expect(steps()).toMatchObject([{ text: 'a' }]))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(steps()).toEqual(mine))
})

describe('what a trigger highlights', () => {
  const highlight = (pattern: string): Trigger => ({
    ...{ id: 'h', name: 'H', enabled: true, on: 'received', mostPerSecond: 10, action: { type: 'highlight' } },
    match: { type: 'regular-expression', pattern, ignoreCase: false },
  })

  function highlights(entries: number, answer: (task: RuleTask) => RuleAnswer | Promise<RuleAnswer>) {
    const looks: { from: number; to?: number; signal?: AbortSignal | undefined }[] = []
    const script = signal<Script | undefined>({ ...emptyScript, triggers: [highlight('a')] })
    const last = signal(entries)
    const { highlighted } = createRules({
      call: fakeSession().call,
      script: { script, read: async () => script.peek(), refusal: signal(undefined), write: async () => undefined },
      ...{ connection: signal(undefined), traffic: signal(undefined), logId: signal('p1'), first: signal(1), last },
      look: async (task, signal) => {
        looks.push({ ...task, signal })
        return answer(task)
      },
      startImportWorker: fakeImportWorker,
    })
    const change = (pattern: string) => {
      script.value = { ...emptyScript, triggers: [highlight(pattern)] }
    }
    return { looks, last, highlighted, change }
  }

  test('is looked for part by part, so that a long log does not take too long', async () => {
    const found = (task: RuleTask): RuleAnswer => ({ type: 'happened', seqs: [task.from], looked: 1 })
    const { looks, highlighted } = highlights(120_000, found)
    await waitFor(() => expect([...highlighted.value]).toEqual([1, 50_001, 100_001]))
    expect(looks.map(({ to }) => to)).toEqual([50_000, 100_000, 120_000])
  })

  test('is looked for no more once that took too long, until it is changed', async () => {
    const { looks, last, change } = highlights(10, () => ({ type: 'failed', message: 'It took too long.' }))
    await waitFor(() => expect(looks).toHaveLength(1))
    await act(async () => {
      last.value = 20
    })
    expect(looks).toHaveLength(1)
    change('b')
    expect(looks).toHaveLength(2)
  })

  test('is looked for at once when it is changed, and no more as it was', async () => {
    const { looks, change } = highlights(10, () => new Promise(() => {}))
    expect(looks).toHaveLength(1)
    change('b')
    expect(looks.map(({ signal }) => signal?.aborted)).toEqual([true, false])
  })
})

test('what was written for one kind of rule is there again when that is chosen again', async () => {
  const session = fakeSession()
  const steps = [{ type: 'text', text: '{"typed":1}', sendAs: 'text' } as const, { type: 'delay', time: 40 } as const]
  const trigger: Trigger = {
    ...{ id: 't', name: '', enabled: true, on: 'received', mostPerSecond: 10 },
    ...{ match: { type: 'contains', text: 'long' }, action: { type: 'notify', text: 'Look!' } },
  }
  session.scripts.set(orders.id, { ...emptyScript, triggers: [trigger], sequences: [{ ...sequence, name: '', steps }] })
  await showRules(session)
  const kept = () => session.scripts.get(orders.id)
  fireEvent.click(await screen.findByRole('button', { name: /^Unnamed sequence/ }))
  choose('That', 'json-path')
  choose('That', 'contains')
  choose('Then', 'pause')
  choose('Then', 'notify')
  await waitFor(() => expect(kept()?.triggers).toEqual([trigger]))
  choose('Kind of step 1', 'delay')
  choose('Kind of step 1', 'text')
  await waitFor(() => expect(kept()?.sequences[0]?.steps).toEqual(steps))
  choose('Kind of step 1', 'delay')
  fireEvent.click(screen.getByRole('button', { name: 'Move step 2 up' }))
  choose('Kind of step 1', 'text')
  // It is another step that is there now.
  await waitFor(() => expect(kept()?.sequences[0]?.steps[0]).toMatchObject({ type: 'text', text: '' }))
})

test('what is wrong with an expression is told at its field', async () => {
  await showRules()
  fireEvent.click(screen.getByRole('button', { name: 'Add trigger' }))
  await screen.findByRole('textbox', { name: 'Rule name' })
  choose('That', 'regular-expression')
  type('Pattern', '(')
  const field = screen.getByRole('textbox', { name: 'Pattern' })
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
  const described = () =>
    (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent)
  expect(described().join()).toContain('This is not a regular expression')
  type('Pattern', '()')
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('false'))
  expect(described().join()).not.toContain('This is not a regular expression')
})

test('a run is told when it begins and when it ends, and not with each message', async () => {
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  const { trafficChannel } = await showRules(session)
  const begun = { sequenceId: 's', state: 'running', run: 1, times: 3, step: 1, steps: 4, sent: 0, unsent: 0 } as const
  const progress = await screen.findByRole('status', { name: 'Progress of Greet' })
  const tell = (run: SequenceProgress) =>
    act(() => trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [run] }))
  await tell(begun)
  expect(progress.getAttribute('aria-live')).not.toBe('off')
  await tell({ ...begun, sent: 1 })
  expect(progress.getAttribute('aria-live')).toBe('off')
  await tell({ ...begun, state: 'done', sent: 12 })
  expect(progress.getAttribute('aria-live')).not.toBe('off')
})

test('lines of a step that end with CRLF do so when it was edited, too', async () => {
  const session = fakeSession()
  const step = { type: 'text', text: 'CONNECT\r\nhost:x\r\n\r\n', sendAs: 'text' } as const
  session.scripts.set(orders.id, { ...emptyScript, sequences: [{ ...sequence, steps: [step] }] })
  await showRules(session)
  fireEvent.click(screen.getByRole('button', { name: /^Greet/ }))
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text to send' })
  expect(field.value).toBe('CONNECT\nhost:x\n\n')
  fireEvent.input(field, { target: { value: 'CONNECT\nhost:y\n\n' } })
  const text = () => session.scripts.get(orders.id)?.sequences[0]?.steps[0]
  await waitFor(() => expect(text()).toMatchObject({ text: 'CONNECT\r\nhost:y\r\n\r\n' }))
})

test('what was deleted can be brought back after another tab and another profile were looked at, too', async () => {
  const session = fakeSession()
  session.scripts.set(orders.id, { ...emptyScript, sequences: [sequence] })
  await showRules(session)
  const last = () => screen.queryByRole('status', { name: 'Deleted rule' })
  fireEvent.click(await screen.findByRole('button', { name: 'Delete Greet' }))
  await waitFor(() => expect(last()?.textContent).toContain('“Greet” was deleted'))
  fireEvent.click(screen.getByRole('tab', { name: 'Message' }))
  await waitFor(() => expect(last()).toBeNull())
  fireEvent.click(screen.getByRole('tab', { name: 'Rules' }))
  await waitFor(() => expect(last()?.textContent).toContain('“Greet” was deleted'))
  fireEvent.click(screen.getByRole('treeitem', { name: /^Prices/ }))
  await waitFor(() => expect(last()?.textContent).toBe(''))
  fireEvent.click(screen.getByRole('treeitem', { name: /^Orders/ }))
  await waitFor(() => expect(last()?.textContent).toContain('“Greet” was deleted'))
  fireEvent.click(within(last() as HTMLElement).getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(session.scripts.get(orders.id)?.sequences).toEqual([sequence]))
})
