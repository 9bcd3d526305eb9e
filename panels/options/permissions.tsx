import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { GrantedPermissions } from '../../src/platform/permissions.ts'
import { type TextKey, t } from '../shared/text.ts'
import type { OptionsSide } from './options-side.ts'

const purposes: Readonly<Record<string, TextKey>> = {
  identity: 'permissionIdentity',
  notifications: 'permissionNotifications',
}

/** What was allowed beyond what the installation asked for, what each is for, and a way to take it back. */
export function Permissions({ side }: { side: OptionsSide }) {
  const granted = useSignal<GrantedPermissions>({ origins: [], permissions: [] })
  const kept = useSignal<string | undefined>(undefined)
  useEffect(() => {
    const read = async () => {
      granted.value = await side.granted()
    }
    void read()
    return side.onPermissions(() => void read())
  }, [side, granted])

  const takeBack = async (name: string, kind: keyof GrantedPermissions) => {
    kept.value = (await side.takeBack(name, kind)) ? undefined : name
    granted.value = await side.granted()
  }
  const { origins, permissions } = granted.value
  return (
    <section class="card" aria-labelledby="permissions">
      <header class="card-header">
        <h2 id="permissions">{t('permissions')}</h2>
      </header>
      <p>{t('permissionsExplained')}</p>
      {origins.length + permissions.length === 0 && <p class="hint">{t('nothingGranted')}</p>}
      <ul class="rules">
        {origins.map((name) => (
          <Row key={name} name={name} purpose="permissionHost" onTakeBack={() => void takeBack(name, 'origins')} />
        ))}
        {permissions.map((name) => (
          <Row key={name} name={name} purpose={purposes[name]} onTakeBack={() => void takeBack(name, 'permissions')} />
        ))}
      </ul>
      <p role="status">{kept.value !== undefined && t('permissionKept', kept.value)}</p>
    </section>
  )
}

interface RowProps {
  readonly name: string
  readonly purpose: TextKey | undefined
  readonly onTakeBack: () => void
}

function Row({ name, purpose, onTakeBack }: RowProps) {
  return (
    <li class="permission">
      <span>
        <span class="mono">{name}</span>
        {purpose && <small class="touched">{t(purpose)}</small>}
      </span>
      <button type="button" aria-label={t('takeBackPermission', name)} onClick={onTakeBack}>
        {t('takeBack')}
      </button>
    </li>
  )
}
