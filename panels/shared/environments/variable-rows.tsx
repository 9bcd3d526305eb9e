import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { Variable } from '../../../src/core/environment.ts'
import { type Change, parts, row } from '../change.ts'
import { IconButton } from '../controls.tsx'
import { Icon } from '../icons.tsx'
import { standing } from '../offer.ts'
import { useRowRemoval } from '../row-removal.ts'
import { PlainInput, plainText, SecretInput } from '../secret-input.tsx'
import { useTakenFocus } from '../take-focus.ts'
import { t } from '../text.ts'
import { variableFault } from './variable-fault.ts'

interface VariableRowsProps {
  readonly variables: readonly Variable[]
  readonly onChange: Change<readonly Variable[]>
}

/** The variables of an environment as a table that is typed into. */
export function VariableRows({ variables, onChange }: VariableRowsProps) {
  const added = useSignal(-1)
  const removal = useRowRemoval(onChange)
  const removed = removal.removed.value
  const add = () => {
    added.value = variables.length
    onChange((all) => [...all, { name: '', value: '', enabled: true, secret: false }])
  }
  return (
    <div class="variable-rows">
      {variables.map((variable, index) => (
        // The number of rows is part of the key: what is revealed must not move on to another row.
        <VariableRow
          key={`${variables.length} ${index}`}
          variable={variable}
          number={index + 1}
          fault={variableFault(variables, index)}
          takesFocus={added.value === index}
          onChange={parts(row(onChange, index))}
          onRemove={() => {
            added.value = -1
            const { name, value } = variable
            removal.remove(variable, index, name || value ? name || t('variableNumber', index + 1) : undefined)
          }}
        />
      ))}
      <button type="button" class="add-row" onClick={add}>
        <Icon name="add" />
        {t('addVariable')}
      </button>
      <div role="status" class="environment-deleted" {...standing(removal)}>
        {removed && (
          <>
            <span>{removed.text}</span>
            <button type="button" onClick={removal.undo}>
              {t('undo')}
            </button>
            <IconButton icon="close" label={t('dismiss')} onClick={removal.dismiss} />
          </>
        )}
      </div>
    </div>
  )
}

interface VariableRowProps {
  readonly variable: Variable
  /** Its place, counted from 1. */
  readonly number: number
  readonly fault: string | undefined
  readonly takesFocus: boolean
  readonly onChange: (change: Partial<Variable>) => void
  readonly onRemove: () => void
}

function VariableRow({ variable, number, fault, takesFocus, onChange, onRemove }: VariableRowProps) {
  const id = useId()
  const nameInput = useRef<HTMLInputElement>(null)
  useTakenFocus(nameInput, takesFocus)
  const { name, value, enabled, secret } = variable
  const Value = secret ? SecretInput : PlainInput
  return (
    <div class={`variable-row ${enabled ? '' : 'off'}`} role="group" aria-label={t('variableNumber', number)}>
      <input
        type="checkbox"
        aria-label={t('useVariable')}
        title={t('useVariable')}
        checked={enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      <input
        {...plainText}
        ref={nameInput}
        class="mono"
        aria-label={t('environmentVariableName')}
        placeholder={t('name')}
        aria-invalid={fault !== undefined}
        {...(fault === undefined ? {} : { 'aria-describedby': id })}
        value={name}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Value
        label={t('environmentVariableValue')}
        placeholder={t('value')}
        value={value}
        onInput={(event) => onChange({ value: event.currentTarget.value })}
      />
      <IconButton
        icon="lock"
        label={t('secretVariable')}
        title={t('secretVariableExplained')}
        aria-pressed={secret}
        onClick={() => onChange({ secret: !secret })}
      />
      <IconButton icon="trash" label={t('removeVariable')} onClick={onRemove} />
      {fault !== undefined && (
        <small id={id} class="form-hint fault">
          {fault}
        </small>
      )}
    </div>
  )
}
