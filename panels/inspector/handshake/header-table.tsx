import type { Header } from '../../../src/core/observed-handshake.ts'
import { SecretText } from '../../shared/secret-input.tsx'
import { t } from '../../shared/text.ts'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly Header[]
}

/** Headers in the order in which they stood on the wire. */
export function HeaderTable({ label, headers }: HeaderTableProps) {
  return (
    <table class="pairs header-table">
      <caption>{label}</caption>
      <tbody>
        {headers.length === 0 && (
          <tr>
            <td class="faint">{t('none')}</td>
          </tr>
        )}
        {headers.map(({ name, value, secret }, index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{secret ? <SecretText label={name} text={value} /> : value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
