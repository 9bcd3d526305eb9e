import { type Answer, type Asked, answerTime, type Question } from '../core/confirm.ts'
import { ok, type Result, refuse } from '../core/result.ts'

export interface QuestionsContext {
  /** The ids of the views that are there now. */
  present(): ReadonlySet<string>
  /** Called after every change of the questions that wait. */
  onChange(): void
  /** Called once for each question, asked or not. */
  onAnswer(asked: Asked, answer: Answer): void
  now(): number
  newId(): string
}

/** A question with who waits for the answer: a view, or nobody in particular where something happens by itself. */
export interface OpenQuestion {
  readonly question: Question
  readonly asker: string | undefined
}

interface Pending extends OpenQuestion {
  readonly settle: (answer: Answer) => void
  readonly timer: ReturnType<typeof setTimeout>
}

const mostQuestions = 20

/**
 * The questions that wait for a person. Every view shows them and any may answer; a question whose asker has gone, for
 * which nobody is there, or which nobody answers in time, is answered no. They die with the background, which is a no.
 */
export class Questions {
  readonly #context: QuestionsContext
  readonly #pending = new Map<string, Pending>()

  constructor(context: QuestionsContext) {
    this.#context = context
  }

  /** In the order they were asked. */
  list(): OpenQuestion[] {
    return [...this.#pending.values()]
  }

  async ask(asker: string | undefined, asked: Asked): Promise<Answer> {
    const answer = await this.#ask(asker, asked)
    this.#context.onAnswer(asked, answer)
    return answer
  }

  answer(questionId: string, allow: boolean): Result<null> {
    if (!this.#pending.has(questionId)) return refuse('unknown-question', 'This question is not asked any more.')
    this.#settle(questionId, allow ? 'yes' : 'no')
    return ok(null)
  }

  /** Views have come or gone. */
  check(): void {
    for (const { question, asker } of this.list()) {
      const answer = this.#unasked(asker)
      if (answer) this.#settle(question.id, answer)
    }
  }

  async #ask(asker: string | undefined, asked: Asked): Promise<Answer> {
    const unasked = this.#pending.size >= mostQuestions ? 'too-many' : this.#unasked(asker)
    if (unasked) return unasked
    const id = this.#context.newId()
    const question = { ...asked, id, until: this.#context.now() + answerTime }
    const timer = setTimeout(() => this.#settle(id, 'timeout'), answerTime)
    const answered = new Promise<Answer>((settle) => this.#pending.set(id, { question, asker, settle, timer }))
    this.#context.onChange()
    return answered
  }

  /** Why a question cannot be put to anybody. */
  #unasked(asker: string | undefined): 'asker-gone' | 'nobody' | undefined {
    const present = this.#context.present()
    if (asker !== undefined) return present.has(asker) ? undefined : 'asker-gone'
    return present.size > 0 ? undefined : 'nobody'
  }

  #settle(questionId: string, answer: Answer): void {
    const pending = this.#pending.get(questionId)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(questionId)
    pending.settle(answer)
    this.#context.onChange()
  }
}
