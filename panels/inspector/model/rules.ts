import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Sequence, SequenceProgress, Step } from '../../../src/core/sequence.ts'
import type { Trigger } from '../../../src/core/trigger.ts'
import type { Traffic } from '../../../src/wire/traffic.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { Change } from '../../shared/change.ts'
import type { ProfileScript } from '../../shared/profile-script.ts'
import type { Session } from '../../shared/session.ts'
import type { ObjectWorker } from '../../shared/worker-object.ts'
import type { RuleRemoval } from '../automation/rule-removal.ts'
import type { RuleLooker } from './rule-looker.ts'

/** What a look through the log has found, or why it could not be done. */
export type DryRun = { readonly happened: number; readonly looked: number } | { readonly fault: string }

/** The triggers and sequences of the selected profile. */
export interface Rules {
  readonly script: ProfileScript
  /** How the runs of the sequences stand, by their ids. */
  readonly runs: ReadonlySignal<ReadonlyMap<string, SequenceProgress>>
  /** Why the last sequence could not be started. */
  readonly fault: ReadonlySignal<string | undefined>
  readonly canRun: ReadonlySignal<boolean>
  /** The entries that a trigger highlights. */
  readonly highlighted: ReadonlySignal<ReadonlySet<number>>
  /** What can be brought back of each profile, by its id, also after something else was looked at. */
  readonly removals: Map<string, RuleRemoval>
  addTrigger(): void
  trigger(id: string): Change<Trigger>
  addSequence(): void
  sequence(id: string): Change<Sequence>
  start(sequenceId: string): Promise<void>
  stop(sequenceId: string): Promise<void>
  dryRun(trigger: Trigger, signal: AbortSignal): Promise<DryRun>
  /** The steps that send again what was sent from one entry of the log to another. */
  record(from: number, to: number, signal: AbortSignal): Promise<readonly Step[] | { readonly fault: string }>
  /** For a recording that is in a file. */
  readonly startImportWorker: () => ObjectWorker
}

export interface RulesContext extends Pick<Rules, 'startImportWorker'> {
  readonly call: Session['call']
  readonly script: ProfileScript
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly traffic: ReadonlySignal<Traffic | undefined>
  readonly logId: ReadonlySignal<string | undefined>
  /** The sequence numbers of the first entry that was not cleared, and of the last. */
  readonly first: ReadonlySignal<number>
  readonly last: ReadonlySignal<number>
  readonly look: RuleLooker
}

export function createRules(context: RulesContext): Rules {
  const { call, script, connection, traffic, logId, first, look, startImportWorker } = context
  const faulty = signal<{ readonly connectionId: string; readonly message: string } | undefined>()
  const triggers = () => script.script.peek()?.triggers ?? []
  const sequences = () => script.script.peek()?.sequences ?? []
  const order = async (name: 'sequence.start' | 'sequence.stop', sequenceId: string) => {
    const connectionId = connection.peek()?.id
    if (connectionId === undefined) return
    const ordered = await call(name, { connectionId, sequenceId })
    faulty.value = ordered.ok ? undefined : { connectionId, message: ordered.refusal.message }
  }

  return {
    script,
    startImportWorker,
    fault: computed(() => (faulty.value?.connectionId === connection.value?.id ? faulty.value?.message : undefined)),
    runs: computed(() => new Map((traffic.value?.runs ?? []).map((run) => [run.sequenceId, run]))),
    canRun: computed(() => connection.value?.state.phase === 'open'),
    highlighted: createHighlights(context),
    removals: new Map(),
    addTrigger: () => void script.write({ triggers: [...triggers(), newTrigger(crypto.randomUUID())] }),
    trigger: (id) => (next) =>
      void script.write({ triggers: triggers().map((one) => (one.id === id ? next(one) : one)) }),
    addSequence: () => void script.write({ sequences: [...sequences(), newSequence(crypto.randomUUID())] }),
    sequence: (id) => (next) =>
      void script.write({ sequences: sequences().map((one) => (one.id === id ? next(one) : one)) }),
    start: (sequenceId) => order('sequence.start', sequenceId),
    stop: (sequenceId) => order('sequence.stop', sequenceId),
    async dryRun(trigger, signal) {
      const task = { type: 'happened', logId: logId.peek() ?? '', from: first.peek(), triggers: [trigger] } as const
      const answer = await look(task, signal)
      if (answer.type === 'happened') return { happened: answer.seqs.length, looked: answer.looked }
      return { fault: answer.type === 'failed' ? answer.message : '' }
    },
    async record(wanted, to, signal) {
      const from = Math.max(wanted, first.peek())
      const answer = await look({ type: 'recorded', logId: logId.peek() ?? '', from, to }, signal)
      if (answer.type === 'recorded') return answer.steps
      return { fault: answer.type === 'failed' ? answer.message : '' }
    },
  }
}

/** Milliseconds between two looks for what is highlighted. */
const pause = 250

/** Entries that are looked through at once: each look has its own time. */
const portion = 50_000

/** Looks for what is highlighted when the log or the triggers have changed; one look at a time. */
function createHighlights({ script, logId, first, last, look }: RulesContext): ReadonlySignal<ReadonlySet<number>> {
  const found = signal<ReadonlySet<number>>(new Set())
  let known = { key: '', next: 1 }
  let looking: AbortController | undefined

  const refresh = async () => {
    const triggers = (script.script.peek()?.triggers ?? []).filter(
      ({ enabled, action }) => enabled && action.type === 'highlight',
    )
    const id = logId.peek() ?? ''
    const key = JSON.stringify([id, triggers])
    if (key !== known.key) {
      looking?.abort()
      looking = undefined
      known = { key, next: 1 }
      if (found.peek().size > 0) found.value = new Set()
    }
    const from = Math.max(known.next, first.peek())
    const to = Math.min(from + portion - 1, last.peek())
    if (looking || triggers.length === 0 || from > to) return
    const mine = new AbortController()
    looking = mine
    const answer = await look({ type: 'happened', logId: id, from, to, triggers }, mine.signal)
    if (looking !== mine) return
    looking = undefined
    // What took too long once would do so each time.
    known = { key, next: answer.type === 'happened' ? to + 1 : Number.POSITIVE_INFINITY }
    if (answer.type !== 'happened') return
    if (answer.seqs.length > 0) found.value = new Set([...found.peek(), ...answer.seqs])
    setTimeout(refresh, pause)
  }

  effect(() => {
    // Read here, so that each change asks for another look.
    if (script.script.value !== undefined && logId.value !== undefined && last.value >= 0) void refresh()
  })
  return found
}

function newTrigger(id: string): Trigger {
  const match = { type: 'contains', text: '' } as const
  return { id, name: '', enabled: false, on: 'received', match, action: { type: 'highlight' }, mostPerSecond: 10 }
}

function newSequence(id: string): Sequence {
  return { id, name: '', steps: [], times: 1, every: 0, rate: 0 }
}
