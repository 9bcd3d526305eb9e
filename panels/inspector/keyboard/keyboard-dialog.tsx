import { type TextKey, t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import { type KeyGroup, keyboardMap } from './keyboard-map.ts'

const keyNames: Readonly<Record<string, TextKey>> = {
  Ctrl: 'keyControl',
  Shift: 'keyShift',
  Enter: 'keyEnter',
  Space: 'keySpace',
  Del: 'keyDelete',
  PgUp: 'keyPageUp',
  PgDn: 'keyPageDown',
  Home: 'keyHome',
  End: 'keyEnd',
}

/** Which keys do what. */
export function KeyboardDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keyboardMap')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard. */}
      <div class="keyboard-map" role="region" tabIndex={0} aria-label={t('keyboardMap')}>
        <div class="keyboard-columns">
          {keyboardMap.map((group) => (
            <Group key={group.title} group={group} />
          ))}
        </div>
      </div>
    </Dialog>
  )
}

function Group({ group: { title, uses } }: { group: KeyGroup }) {
  return (
    <table class="pairs">
      <caption>{t(title)}</caption>
      <tbody>
        {uses.map(({ keys, use }) => (
          <tr key={use}>
            <th scope="row">{t(use)}</th>
            <td>
              {keys.map((key) => (
                <kbd key={key}>{written(key)}</kbd>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** As the keys are labelled on keyboards of the language. */
function written(keys: string): string {
  const named = (key: string) => {
    const name = keyNames[key]
    return name === undefined ? key : t(name)
  }
  return keys.split('+').map(named).join('+')
}
