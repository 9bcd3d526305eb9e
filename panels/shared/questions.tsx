import { lazy } from './lazy.tsx'
import type { Session } from './session.ts'
import './questions.css'

export const QuestionDialog = lazy(async () => (await import('./question-dialog.tsx')).QuestionDialog)

/** What the person wants to be asked before, one question at a time. The background does what is answered. */
export function Questions({ session }: { session: Session }) {
  const questions = session.mirror.questions.value
  const question = questions.find(({ askedHere }) => askedHere) ?? questions[0]
  if (!question) return null
  return (
    <QuestionDialog
      key={question.id}
      question={question}
      waiting={questions.length}
      onAnswer={(allow) => void session.call('question.answer', { questionId: question.id, allow })}
    />
  )
}
