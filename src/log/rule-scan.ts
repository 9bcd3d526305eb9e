import { encodeBase64 } from '../core/base64.ts'
import { isJson } from '../core/json.ts'
import { compileMatch, type Matcher } from '../core/match.ts'
import { type Recorded, refuseTooMany, stepsOf } from '../core/sequence.ts'
import { eventOf, type Trigger } from '../core/trigger.ts'
import { type Block, bytesOf, contentOf, textOf } from './block.ts'
import type { LogReader } from './reader.ts'
import { directionOf, isBinary, isMessage, isToBeJson } from './row-kind.ts'
import { scanRows } from './scan.ts'

/** What a rule is asked of a log. */
export type RuleTask =
  /** The entries at which one of the triggers would happen, from one on, to another if that is said. */
  | {
      readonly type: 'happened'
      readonly logId: string
      readonly from: number
      readonly to?: number
      readonly triggers: readonly Trigger[]
    }
  /** The messages that were sent from one entry to another, both included. */
  | { readonly type: 'recorded'; readonly logId: string; readonly from: number; readonly to: number }

export type RuleAnswer =
  | { readonly type: 'happened'; readonly seqs: readonly number[]; readonly looked: number }
  | { readonly type: 'recorded'; readonly steps: ReturnType<typeof stepsOf> }
  | { readonly type: 'failed'; readonly message: string }

export async function runTask(reader: LogReader, task: RuleTask): Promise<RuleAnswer> {
  return task.type === 'happened' ? happened(reader, task) : recorded(reader, task)
}

async function happened(reader: LogReader, task: RuleTask & { type: 'happened' }): Promise<RuleAnswer> {
  const looks = task.triggers.map((trigger) => ({ trigger, matcher: matcherOf(trigger) }))
  const seqs: number[] = []
  let looked = 0
  for await (const [block, index] of rowsFrom(reader, task.logId, task.from, task.to ?? Number.MAX_SAFE_INTEGER)) {
    looked += 1
    if (looks.some(({ trigger, matcher }) => happens(block, index, trigger, matcher))) seqs.push(block.first + index)
  }
  return { type: 'happened', seqs, looked }
}

async function recorded(reader: LogReader, task: RuleTask & { type: 'recorded' }): Promise<RuleAnswer> {
  const all: Recorded[] = []
  for await (const [block, index] of rowsFrom(reader, task.logId, task.from, task.to)) {
    const kind = block.kinds[index] ?? 0
    if (!isMessage(kind) || directionOf(kind) !== 'sent') continue
    const at = block.times[index] ?? 0
    all.push(
      isBinary(kind)
        ? { text: encodeBase64(bytesOf(block, index)), sendAs: 'binary', at }
        : { text: textOf(block, index), sendAs: 'text', at },
    )
    refuseTooMany(all)
  }
  return { type: 'recorded', steps: stepsOf(all) }
}

async function* rowsFrom(reader: LogReader, logId: string, from: number, to: number) {
  for await (const { block, begin, end } of scanRows(reader, logId, from, to, new AbortController().signal)) {
    for (let index = begin; index < end; index++) yield [block, index] as const
  }
}

function matcherOf({ match }: Trigger): Matcher {
  const compiled = compileMatch(match)
  return compiled.ok ? compiled.value : () => undefined
}

function happens(block: Block, index: number, { on, match }: Trigger, matcher: Matcher): boolean {
  const kind = block.kinds[index] ?? 0
  if (!isMessage(kind)) return eventOf(contentOf(block, index)) === on
  if (directionOf(kind) !== on) return false
  if (isBinary(kind)) return match.type === 'any'
  const text = textOf(block, index)
  return (!isToBeJson(kind) || isJson(text)) && matcher(text) !== undefined
}
