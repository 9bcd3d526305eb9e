import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import { type KeyGroup, keyboardMap } from './keyboard-map.ts'

/** Which keys do what. */
export function KeyboardDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keyboardMap')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard. */}
      <div class="keyboard-map" role="region" tabIndex={0} aria-label={t('keyboardMap')}>
        {keyboardMap.map((group) => (
          <Group key={group.title} group={group} />
        ))}
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
                <kbd key={key}>{key}</kbd>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
