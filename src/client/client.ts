import { type Result, refuse } from '../core/result.ts'
import type { CommandArguments, CommandName, CommandReply } from '../wire/commands.ts'
import { timeForFirstWord } from '../wire/first-word.ts'
import type { BackgroundMessage, Patch, SharedState, Surface, ViewMessage } from '../wire/view.ts'

/** The part of a port that the client needs; a test hands in one of its own. */
export interface ClientPort {
  post(message: ViewMessage): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

export interface ClientOptions {
  readonly viewId: string
  readonly surface: Surface
  /** Opens a port to the background, starting it if it sleeps. */
  openPort(): ClientPort
  /** The first port, where one was opened before and the view has said on it who it is. */
  readonly attached?: ClientPort
  /** The whole state; comes first, and again after every gap. */
  onSnapshot(state: SharedState): void
  onPatch(patch: Patch): void
}

/** A view's end of the wire. */
export interface Client {
  /**
   * Gives the background a command. A background that goes away before it answers is a refusal, too.
   * @param signal to wait for the answer no more, and give up what can be given up
   */
  call<Name extends CommandName>(
    name: Name,
    given: CommandArguments<Name>,
    signal?: AbortSignal,
  ): Promise<Result<CommandReply<Name>>>
  close(): void
}

/** How long, in milliseconds, there may be no word before it is asked whether anybody is there: browsers would have ended who was idle so long. */
const silence = 45_000
/** The same while a command is not answered, as it is when a person is asked first. */
const wonder = 5_000
/** How long that answer may take: what a port carries may be large, and comes in order. */
const indulgence = 15_000

/** These say what is to be, or ask what is: given twice, they are what they are once. */
const repeatable = /\.(?:read|write|update)$/

interface Waiting {
  readonly message: Extract<ViewMessage, { type: 'call' }>
  readonly settle: (result: Result<unknown>) => void
  readonly isRepeated: boolean
}

/**
 * Attaches a view to the background and stays attached: when the browser ends the background, the client opens a new
 * port, which starts it again, and takes a new snapshot.
 */
export function createClient(options: ClientOptions): Client {
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let sequence = 0
  let closed = false
  /** Whether something was heard on the port since it was opened, and since the last command. */
  let isTrusted = false
  /** Whether somebody is at the other end: the first word is a snapshot. */
  let isHeard = false
  /** How often in a row nothing was heard. */
  let unheard = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let port = options.attached ?? attach()
  listen(port)

  function attach(): ClientPort {
    const opened = options.openPort()
    opened.post({ type: 'attach', viewId: options.viewId, surface: options.surface })
    return opened
  }

  function listen(opened: ClientPort): void {
    isTrusted = false
    isHeard = false
    expectWord(timeForFirstWord(unheard), leave)
    // On a port that was opened before, the first word may be there already.
    opened.onMessage((message) => receive(opened, message as BackgroundMessage))
    opened.onClose(reattach)
  }

  /** Gives the background so long for a word, whatever it is. */
  function expectWord(time: number, otherwise: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(otherwise, time)
  }

  function askForWord(): void {
    calls += 1
    port.post({ type: 'call', call: calls, name: 'sync.read', arguments: {} })
    expectWord(indulgence, leave)
  }

  function leave(): void {
    unheard += 1
    replace()
  }

  function replace(): void {
    port.close()
    reattach()
  }

  function reattach(): void {
    const left = [...waiting.values()]
    waiting.clear()
    if (!closed) {
      port = attach()
      listen(port)
    }
    for (const one of left) {
      if (closed || one.isRepeated || !repeatable.test(one.message.name)) one.settle(lostContact())
      else give({ ...one, isRepeated: true })
    }
  }

  /**
   * What is done only once is not left with a port that nobody hears: whoever came late would do it after it had been
   * said to have failed.
   */
  function give(one: Waiting): void {
    waiting.set(one.message.call, one)
    if (isHeard || repeatable.test(one.message.name)) post(one)
  }

  function post(one: Waiting): void {
    const { call } = one.message
    try {
      port.post(one.message)
    } catch (error) {
      // Chromium hands over no more than 64 MiB at once.
      answer(call, refuse('failed', `The browser did not take this over: ${String(error)}.`))
    }
  }

  function answer(call: number, result: Result<unknown>): void {
    waiting.get(call)?.settle(result)
    waiting.delete(call)
  }

  function receive(from: ClientPort, message: BackgroundMessage): void {
    if (from !== port) return
    isTrusted = true
    expectWord(silence, askForWord)
    switch (message.type) {
      case 'reply':
        answer(message.call, message.result)
        return
      case 'snapshot':
        unheard = 0
        sequence = message.sequence
        options.onSnapshot(message.state)
        isHeard = true
        for (const one of waiting.values()) if (!repeatable.test(one.message.name)) post(one)
        return
      case 'patch':
        if (message.sequence === sequence + 1) {
          sequence = message.sequence
          options.onPatch(message.patch)
        } else replace()
    }
  }

  const call: Client['call'] = (name, given, signal) => {
    calls += 1
    const message = { type: 'call', call: calls, name, arguments: given } as const
    const reply = new Promise<Result<unknown>>((settle) => give({ message, settle, isRepeated: false }))
    signal?.addEventListener('abort', () => {
      if (!waiting.has(message.call)) return
      answer(message.call, refuse('failed', 'This was given up.'))
      port.post({ type: 'cancel', call: message.call })
    })
    if (isTrusted) {
      isTrusted = false
      expectWord(wonder, askForWord)
    }
    // The background answers each command with the reply of its name: one table on its side, checked by tests.
    return reply as Promise<Result<CommandReply<typeof name>>>
  }

  return {
    call,
    close() {
      closed = true
      clearTimeout(timer)
      port.close()
    },
  }
}

function lostContact() {
  return refuse('failed', 'The browser restarted the extension before it could answer; try again.')
}
