import { type ConfirmPoint, confirmPoints } from '../../../src/core/confirm.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { type TextKey, t } from '../../shared/text.ts'
import { SwitchOption } from '../automation/switch-option.tsx'
import type { ProfileForm } from '../model/profile-form.ts'

const labels: Readonly<Record<ConfirmPoint, TextKey>> = {
  create: 'confirmCreate',
  open: 'confirmOpen',
  close: 'confirmClose',
  message: 'confirmMessage',
}

/** What the person wants to be asked before, and what is entered in the audit ledger. */
export function ConsentOptions({ profile, form }: { profile: Profile; form: ProfileForm }) {
  const ask = (point: ConfirmPoint, isAsked: boolean) =>
    form.changeOf('confirm')((present) =>
      confirmPoints.filter((one) => (one === point ? isAsked : present.includes(one))),
    )
  return (
    <>
      <fieldset class="confirm-options">
        <legend>{t('confirmBefore')}</legend>
        <div class="confirm-points">
          {confirmPoints.map((point) => (
            <label class="check" key={point}>
              <input
                type="checkbox"
                checked={profile.confirm.includes(point)}
                onChange={(event) => ask(point, event.currentTarget.checked)}
              />
              <span>{t(labels[point])}</span>
            </label>
          ))}
        </div>
        <small>{t('confirmExplained')}</small>
      </fieldset>
      <SwitchOption
        label="auditProfileMessages"
        help="auditProfileMessagesExplained"
        isOn={profile.auditMessages}
        onChange={(auditMessages) => form.edit({ auditMessages })}
      />
    </>
  )
}
