import { IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import { variableInWords } from '../../shared/variable-words.ts'
import type { KnownVariable } from '../../shared/variables.ts'
import type { EnvironmentControl } from '../model/environment-control.ts'

/** What can be referred to now, and what it stands for; secrets stay masked. */
export function KnownVariables({ control }: { control: EnvironmentControl }) {
  const all = [...control.known.value.values()]
  const isBuiltIn = ({ origin }: KnownVariable) => origin === 'built-in'
  const own = all.filter((variable) => !isBuiltIn(variable))
  return (
    <>
      {own.length === 0 && <p class="faint">{t('noVariables')}</p>}
      {own.length > 0 && <Table caption={t('environmentVariables')} variables={own} control={control} />}
      <Table caption={t('builtInVariables')} variables={all.filter(isBuiltIn)} control={control} />
    </>
  )
}

interface TableProps {
  readonly caption: string
  readonly variables: readonly KnownVariable[]
  readonly control: EnvironmentControl
}

function Table({ caption, variables, control }: TableProps) {
  return (
    <table class="pairs">
      <caption>{caption}</caption>
      <tbody>
        {variables.map((variable) => (
          <tr key={variable.name}>
            <th scope="row" class="mono">
              {variable.name}
            </th>
            <td>
              <Value variable={variable} onForget={() => void control.forget(variable.name)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ variable, onForget }: { variable: KnownVariable; onForget: () => void }) {
  const { name, origin } = variable
  if (origin === 'built-in') return <span class="faint">{variableInWords(variable)}</span>
  return (
    <span class="known-value">
      <span class="mono">{variableInWords(variable)}</span>
      {origin === 'set' && (
        <>
          <span class="badge neutral">{t('setByTrigger')}</span>
          <IconButton icon="close" label={t('forgetSetVariable', name)} onClick={onForget} />
        </>
      )}
    </span>
  )
}
