import { t } from '../../shared/text.ts'
import { variableInWords } from '../../shared/variable-words.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What the variables in the message stand for now; names that are not known are marked. */
export function MessageVariables({ model: { composer, environment } }: { model: InspectorModel }) {
  const known = environment.known.value
  // There is one line of room: what is not known comes first.
  const names = composer.variables.value.toSorted((one, other) => Number(known.has(one)) - Number(known.has(other)))
  return (
    <dl class="message-variables" aria-label={t('messageVariables')}>
      {names.map((name) => {
        const variable = known.get(name)
        return (
          <div key={name} class={variable ? undefined : 'unknown'}>
            <dt>{name}</dt>
            <dd>{variable ? variableInWords(variable) : t('notKnown')}</dd>
          </div>
        )
      })}
    </dl>
  )
}
