import { useId, useRef } from 'preact/hooks'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import { KnownVariables } from '../lazy-parts.ts'
import type { EnvironmentControl } from '../model/environment-control.ts'

const noEnvironment = ''

/** Which environment holds, and a look at what its variables stand for. */
export function EnvironmentSwitch({ control }: { control: EnvironmentControl }) {
  const { list, activeId } = control.session.mirror.environments.value
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const edit = () => {
    popover.current?.hidePopover()
    control.isEditing.value = true
  }
  return (
    <>
      <span class="environment-select">
        <Choice
          label={t('environment')}
          value={activeId ?? noEnvironment}
          options={[
            [noEnvironment, t('noEnvironment')],
            ...list.map((one) => [one.id, one.name.trim() || t('unnamedEnvironment')] as const),
          ]}
          onChoose={(chosen) => void control.choose(chosen || null)}
        />
      </span>
      <IconButton icon="variables" label={t('variables')} popovertarget={id} />
      <div ref={popover} id={id} class="variables-popover" popover="auto" role="dialog" aria-label={t('variables')}>
        <KnownVariables control={control} />
        <button type="button" onClick={edit}>
          {t('editEnvironments')}
        </button>
      </div>
    </>
  )
}
