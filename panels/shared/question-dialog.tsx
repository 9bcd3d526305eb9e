import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ConfirmPoint } from '../../src/core/confirm.ts'
import type { QuestionView } from '../../src/wire/view.ts'
import { counted } from './counted.ts'
import { byteSize } from './format.ts'
import { useNow } from './now.ts'
import { seen } from './special.ts'
import { type TextKey, t } from './text.ts'

const titles: Readonly<Record<ConfirmPoint, TextKey>> = {
  create: 'askCreate',
  open: 'askOpen',
  close: 'askClose',
  message: 'askMessage',
}

/** Where the person is, a dialog takes the focus; other views show the same without taking it from what is done there. */
export function QuestionDialog(props: QuestionProps) {
  return props.question.askedHere ? <AskedHere {...props} /> : <AskedElsewhere {...props} />
}

interface QuestionProps {
  readonly question: QuestionView
  /** How many wait, this one with them. */
  readonly waiting: number
  readonly onAnswer: (allow: boolean) => void
}

function AskedHere(props: QuestionProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // Closed rather than taken away, it gives the focus back.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      class="question"
      role="alertdialog"
      ref={element}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-content`}
      onCancel={(event) => {
        event.preventDefault()
        props.onAnswer(false)
      }}
    >
      <Content id={id} {...props} />
    </dialog>
  )
}

function AskedElsewhere(props: QuestionProps) {
  const id = useId()
  return (
    <section class="question elsewhere" role="alert" aria-labelledby={`${id}-title`}>
      <Content id={id} {...props} />
    </section>
  )
}

function Content({ id, question, waiting, onAnswer }: QuestionProps & { id: string }) {
  const { point, profile, url, message } = question
  return (
    <>
      <h2 id={`${id}-title`}>{t(titles[point])}</h2>
      <dl id={`${id}-content`}>
        <Fact name={t('askProfile')} value={profile} />
        <Fact name={t('askUrl')} value={url} />
        {message && <Fact name={t('askSize')} value={byteSize(message.bytes)} />}
      </dl>
      {message && (
        <pre
          class="question-preview"
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard.
          tabIndex={0}
          aria-label={t(message.isBinary ? 'askBytes' : 'askText')}
        >
          {seen(message.preview)}
        </pre>
      )}
      <div class="question-foot">
        <TimeLeft until={question.until} waiting={waiting} />
        <button type="button" onClick={() => onAnswer(true)}>
          {t('allowOnce')}
        </button>
        <button type="button" class="primary" autofocus onClick={() => onAnswer(false)}>
          {t('refuseOnce')}
        </button>
      </div>
    </>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{seen(value)}</dd>
    </>
  )
}

/** Not announced each second: who listens hears the question. */
function TimeLeft({ until, waiting }: { until: number; waiting: number }) {
  const seconds = Math.max(0, Math.ceil((until - useNow().value) / 1000))
  return (
    <small>
      {t('askTimeLeft', seconds)}
      {waiting > 1 && ` ${counted('askMore', waiting - 1)}`}
    </small>
  )
}
