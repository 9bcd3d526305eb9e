import { useEffect, useId, useState } from 'preact/hooks'
import type { Environment } from '../../../src/core/environment.ts'
import { RefusalAlert } from '../alert.tsx'
import { IconButton } from '../controls.tsx'
import { Icon } from '../icons.tsx'
import { plainText } from '../secret-input.tsx'
import type { Session } from '../session.ts'
import { t } from '../text.ts'
import { createEnvironmentEditor, type EnvironmentEditor } from './environment-editor.ts'
import { VariableRows } from './variable-rows.tsx'

/** Makes, changes and deletes environments. */
export function EnvironmentsEditor({ session }: { session: Session }) {
  const [editor] = useState(() => createEnvironmentEditor(session))
  useEffect(
    () => () => {
      void editor.flush()
      editor.end()
    },
    [editor],
  )
  const all = editor.environments.value
  const refusal = editor.refusal.value
  if (!all) return refusal ? <RefusalAlert refusal={refusal} /> : null
  const { selected } = editor
  return (
    <div class="environments" onFocusOut={() => void editor.flush()}>
      <p class="hint">{t('environmentsExplained')}</p>
      <div class="environment-choice" role="group" aria-label={t('environments')}>
        {all.map((environment) => (
          <Chip key={environment.id} environment={environment} editor={editor} />
        ))}
        <button type="button" onClick={() => void editor.create()}>
          <Icon name="add" />
          {t('newEnvironment')}
        </button>
      </div>
      {refusal && <RefusalAlert refusal={refusal} />}
      {selected.value && <Fields key={selected.value.id} environment={selected.value} editor={editor} />}
      <Deleted editor={editor} />
    </div>
  )
}

interface EnvironmentProps {
  readonly environment: Environment
  readonly editor: EnvironmentEditor
}

function Chip({ environment: { id, name }, editor }: EnvironmentProps) {
  return (
    <button
      type="button"
      class="environment-chip"
      aria-current={editor.selected.value?.id === id}
      onClick={() => editor.select(id)}
    >
      {editor.activeId.value === id && (
        <span class="environment-in-use" role="img" aria-label={t('inUse')} title={t('inUse')} />
      )}
      <span>{name.trim() || t('unnamedEnvironment')}</span>
    </button>
  )
}

function Fields({ environment, editor }: EnvironmentProps) {
  const id = useId()
  const { name, variables } = environment
  return (
    <div class="environment-fields">
      <div class="environment-head">
        <label class="form-label" for={id}>
          {t('environmentName')}
        </label>
        <input
          {...plainText}
          id={id}
          placeholder={t('unnamedEnvironment')}
          value={name}
          onInput={(event) => editor.edit({ name: event.currentTarget.value })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={editor.activeId.value === environment.id}
            onChange={(event) => void editor.use(event.currentTarget.checked)}
          />
          <span>{t('useEnvironment')}</span>
        </label>
        <IconButton icon="copy" label={t('duplicateEnvironment')} onClick={() => void editor.duplicate()} />
        <IconButton icon="trash" label={t('deleteEnvironment')} onClick={() => void editor.remove()} />
      </div>
      <VariableRows variables={variables} onChange={editor.changeVariables} />
    </div>
  )
}

/** It stays until it is dismissed: a dialog may hide what tells of it elsewhere. */
function Deleted({ editor }: { editor: EnvironmentEditor }) {
  const deleted = editor.deleted.value
  return (
    <div role="status" class="environment-deleted">
      {deleted && (
        <>
          <span>{t('environmentDeleted', deleted.environment.name || t('unnamedEnvironment'))}</span>
          <button type="button" onClick={() => void editor.undo()}>
            {t('undo')}
          </button>
          <IconButton icon="close" label={t('dismiss')} onClick={editor.dismiss} />
        </>
      )}
    </div>
  )
}
