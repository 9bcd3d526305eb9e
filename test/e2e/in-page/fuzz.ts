import * as v from 'valibot'
import { openPort } from '../../../src/platform/port.ts'
import { type CommandName, commandArguments } from '../../../src/wire/commands.ts'
import { type BackgroundMessage, viewPortName } from '../../../src/wire/view.ts'
import { randomFrom } from './random.ts'

/** What came back of messages that should not have been let through. */
export interface Fuzzed {
  readonly sent: number
  /** Refusals by their code. */
  readonly refused: Readonly<Record<string, number>>
  /** What was let through, or made the background fail. */
  readonly wrong: readonly string[]
  /** Whether the port was still open at the end. */
  readonly isAlive: boolean
}

const names = Object.keys(commandArguments) as CommandName[]
const scraps = ['', '__proto__', 'constructor', '\ud800', '\u0000', 'text', 'https://[', '{{name}}', '../..', '💥']

/** Sends random and mutated messages on the port of a view, and counts the answers. */
export async function fuzz(seed: number, count: number): Promise<Fuzzed> {
  const random = randomFrom(seed)
  const port = openPort(viewPortName)
  const refused: Record<string, number> = {}
  const wrong: string[] = []
  let isAlive = true
  port.onClose(() => {
    isAlive = false
  })
  const last = count + 1
  const ended = new Promise<void>((resolve) => {
    port.onClose(resolve)
    port.onMessage((given) => {
      const message = given as BackgroundMessage
      if (message.type !== 'reply') return
      if (message.call === last) resolve()
      else if (message.result.ok || /extension failed/.test(message.result.refusal.message)) {
        wrong.push(JSON.stringify(message))
      } else refused[message.result.refusal.code] = (refused[message.result.refusal.code] ?? 0) + 1
    })
  })
  port.post({ type: 'attach', viewId: crypto.randomUUID(), surface: location.pathname.split('/')[2] })
  for (let call = 1; call <= count; call++) port.post(message(random, call))
  port.post({ type: 'call', call: last, name: 'nothing', arguments: null })
  await ended
  port.close()
  return { sent: count, refused, wrong, isAlive }
}

/** Opens ports and says at each something else than what a view says first. @returns all that was answered */
export async function knock(seed: number, count: number): Promise<unknown[]> {
  const random = randomFrom(seed)
  const answers = await Promise.all(Array.from({ length: count }, () => knockOnce(random)))
  return answers.flat()
}

function knockOnce(random: () => number): Promise<unknown[]> {
  const surface = location.pathname.split('/')[2] ?? ''
  const attach = { type: 'attach', viewId: crypto.randomUUID(), surface }
  const wrong: unknown = pick(random, [
    junk(random, 3),
    message(random, 1),
    { ...attach, viewId: scrap(random) },
    {
      ...attach,
      surface: pick(
        random,
        ['inspector', 'options', 'popup'].filter((name) => name !== surface),
      ),
    },
    { ...attach, [scrap(random)]: junk(random, 2) },
    { type: 'report', connections: [] },
  ])
  const port = openPort(pick(random, [viewPortName, viewPortName, 'transport', scrap(random)]))
  return new Promise((resolve) => {
    const heard: unknown[] = []
    port.onMessage((answer) => heard.push(answer))
    port.onClose(() => resolve(heard))
    port.post(wrong)
  })
}

function message(random: () => number, call: number): unknown {
  if (random() < 0.2) return junk(random, 3)
  const name = random() < 0.1 ? scrap(random) : pick(random, names)
  const given = mutated(random, name)
  return { type: random() < 0.05 ? scrap(random) : 'call', call, name, arguments: given }
}

/** Never what the command would take. */
function mutated(random: () => number, name: string): unknown {
  for (;;) {
    const given = random() < 0.3 ? junk(random, 3) : almost(random, name)
    if (!Object.hasOwn(commandArguments, name) || !v.is(commandArguments[name as CommandName], given)) return given
  }
}

/** The members that a command takes, some of them with values that fit. */
function almost(random: () => number, name: string): unknown {
  const schema = commandArguments[name as CommandName] as { entries?: Record<string, unknown> } | undefined
  const members = Object.keys(schema?.entries ?? {}).map((key) => [key, fitting(random, key)])
  return { ...Object.fromEntries(members), ...(random() < 0.3 ? { [scrap(random)]: junk(random, 2) } : {}) }
}

function fitting(random: () => number, key: string): unknown {
  if (random() < 0.5) return junk(random, 2)
  if (key.endsWith('Id')) return crypto.randomUUID()
  return pick(random, ['text', 1, true, [], {}, 'json-object', null])
}

function junk(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 8 : 6))
  const list = () => Array.from({ length: Math.floor(random() * 4) }, () => junk(random, depth - 1))
  switch (kind) {
    case 0:
      return null
    case 1:
      return random() < 0.5
    case 2:
      return pick(random, [0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308])
    case 3:
      return scrap(random)
    case 4:
      return scrap(random).repeat(Math.floor(random() * 300))
    case 5:
      return pick(random, names)
    case 6:
      return list()
    default:
      return Object.fromEntries(list().map((value) => [scrap(random), value]))
  }
}

function scrap(random: () => number): string {
  return pick(random, scraps)
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}
