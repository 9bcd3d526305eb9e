import type { Header } from '../../../src/core/observed-handshake.ts'
import { SecretText } from '../../shared/secret-input.tsx'
import { t } from '../../shared/text.ts'

interface HeaderTableProps {
  readonly label: string
  readonly headers: readonly Header[]
}

/** Headers in the order in which they stood on the wire. What is revealed of one must not move on to another. */
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
        {headers.map((header, index) => (
          <tr key={`${header.name} ${index}`}>
            <th scope="row">{header.name}</th>
            <td>
              <HeaderValue {...header} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function HeaderValue({ name, value, secret }: Header) {
  if (secret) return <SecretText label={name} text={value} />
  return <span>{value}</span>
}
