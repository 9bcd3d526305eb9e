import * as v from 'valibot'
import { shaped, textLike, wholeFrom } from '../core/bounds.ts'
import type { Result } from '../core/result.ts'
import type { Port } from '../platform/port.ts'
import type { BackgroundMessage, ConnectionView, Patch, QuestionView, SharedState, Surface } from '../wire/view.ts'
import type { ConnectionRecord } from './connection-store.ts'
import { fault } from './fault.ts'
import type { OpenQuestion } from './questions.ts'

/** Who gives a command. */
export interface Caller {
  readonly viewId: string
  readonly surface: Surface
}

export interface ViewsContext {
  /** Resolves when the background knows its state; every command waits for it. */
  readonly booted: Promise<void>
  state(): Omit<SharedState, 'connections' | 'questions'> & {
    readonly connections: readonly ConnectionRecord[]
    readonly questions: readonly OpenQuestion[]
  }
  /** @param signal tells that the answer is not waited for any more */
  handle(caller: Caller, name: string, given: unknown, signal: AbortSignal): Promise<Result<unknown>>
  /** Called when a view's last port closes, and when a view attaches. */
  onPresence(): void
}

interface AttachedView extends Caller {
  readonly port: Port
  /** Those that are not answered yet, by their numbers. */
  readonly calls: Map<number, AbortController>
  sequence: number
}

const attachSchema = v.strictObject({
  type: v.literal('attach'),
  viewId: textLike(/^[\da-f-]{36}$/, 'is not an id'),
  surface: v.picklist(['inspector', 'popup', 'options']),
})

const call = wholeFrom(0)

const messageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('call'), call, name: v.string(), arguments: v.unknown() }),
  v.strictObject({ type: v.literal('cancel'), call }),
])

type Call = Extract<v.InferOutput<typeof messageSchema>, { type: 'call' }>

/** The views that look on: each gets a snapshot when it attaches and every change after it, in order. */
export class Views {
  readonly #context: ViewsContext
  readonly #attached = new Set<AttachedView>()

  constructor(context: ViewsContext) {
    this.#context = context
  }

  /** Serves the port of a page of the extension; the page is not trusted beyond that. */
  serve(port: Port): void {
    let view: AttachedView | undefined
    port.onMessage((message) => {
      if (view) this.#take(view, message)
      else view = this.#attach(port, message)
    })
    port.onClose(() => {
      if (view) this.#detach(view)
    })
  }

  /** The ids of the views that are there now. */
  present(): Set<string> {
    return new Set([...this.#attached].map(({ viewId }) => viewId))
  }

  /** Whether a surface of this kind is open. */
  shows(surface: Surface): boolean {
    return [...this.#attached].some((view) => view.surface === surface)
  }

  broadcast(patch: Patch): void {
    for (const view of this.#attached) this.#patch(view, patch)
  }

  broadcastConnection(record: ConnectionRecord): void {
    for (const view of this.#attached) this.#patch(view, { type: 'connection', connection: asSeenBy(view, record) })
  }

  broadcastQuestions(questions: readonly OpenQuestion[]): void {
    for (const view of this.#attached) {
      this.#patch(view, { type: 'questions', questions: questionsSeenBy(view, questions) })
    }
  }

  #attach(port: Port, message: unknown): AttachedView | undefined {
    const attach = shaped(attachSchema, message)
    if (!attach || attach.surface !== surfaceOf(port.page)) {
      port.close()
      return undefined
    }
    const { viewId, surface } = attach
    const view: AttachedView = { viewId, surface, port, calls: new Map(), sequence: 0 }
    void this.#context.booted.then(() => {
      this.#attached.add(view)
      this.#context.onPresence()
      send(view, { type: 'snapshot', sequence: 0, state: this.#stateFor(view) })
    })
    return view
  }

  #detach(view: AttachedView): void {
    void this.#context.booted.then(() => {
      this.#attached.delete(view)
      this.#context.onPresence()
    })
  }

  #take(view: AttachedView, message: unknown): void {
    const given = shaped(messageSchema, message)
    if (given?.type === 'cancel') view.calls.get(given.call)?.abort()
    else if (given) void this.#call(view, given)
  }

  async #call(view: AttachedView, { call, name, arguments: given }: Call): Promise<void> {
    const controller = new AbortController()
    view.calls.set(call, controller)
    await this.#context.booted
    const reply = (result: Result<unknown>) => {
      view.calls.delete(call)
      send(view, { type: 'reply', call, result })
    }
    await this.#context
      .handle(view, name, given, controller.signal)
      .then(reply)
      // Also where the browser does not hand over what it came to: Chromium takes 64 MiB.
      .catch((error: unknown) => reply(fault(error)))
  }

  #patch(view: AttachedView, patch: Patch): void {
    view.sequence += 1
    send(view, { type: 'patch', sequence: view.sequence, patch })
  }

  #stateFor(view: AttachedView): SharedState {
    const { connections, questions, ...others } = this.#context.state()
    return {
      ...others,
      connections: connections.map((record) => asSeenBy(view, record)),
      questions: questionsSeenBy(view, questions),
    }
  }
}

function send(view: AttachedView, message: BackgroundMessage): void {
  view.port.post(message)
}

/** A page can only be the surface it was built as. */
function surfaceOf(page: string): string | undefined {
  return /\/panels\/(\w+)\/index\.html/.exec(page)?.[1]
}

function asSeenBy({ viewId }: AttachedView, record: ConnectionRecord): ConnectionView {
  const { id, profileId, logId, owner, state } = record
  const relation = owner.type === 'background' ? owner.type : owner.viewId === viewId ? 'you' : 'another'
  return { id, profileId, logId, owner: relation, state }
}

function questionsSeenBy({ viewId }: AttachedView, questions: readonly OpenQuestion[]): QuestionView[] {
  return questions.map(({ question, asker }) => ({ ...question, askedHere: asker === viewId }))
}
