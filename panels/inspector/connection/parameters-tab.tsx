import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import {
  changedParameter,
  type EditedPart,
  type Parameter,
  parametersOf,
  readParameter,
  splitUrl,
  withParameters,
  withPart,
} from '../../../src/core/url-parts.ts'
import { type Change, parts } from '../../shared/change.ts'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { useRowRemoval } from '../../shared/row-removal.ts'
import { plainText } from '../../shared/secret-input.tsx'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import { GivenFields } from './given-fields.tsx'

/** The URL in parts; whole and in parts it is one text, so they cannot disagree. */
export function ParametersTab({ model }: { model: InspectorModel }) {
  const profile = model.form.profile.value
  if (!profile) return null
  const changeParameters: Change<readonly Parameter[]> = (next) => {
    const present = model.form.profile.peek() ?? profile
    const { url, switchedOff } = withParameters(
      present.url,
      next(parametersOf(present.url, present.switchedOffParameters)),
    )
    model.form.edit({ url, switchedOffParameters: switchedOff })
    model.control.edited()
  }
  return (
    <div class="parameters-tab" onFocusOut={() => void model.form.flush()}>
      <GivenFields model={model}>
        <Parts model={model} url={profile.url} />
        <ParameterRows
          key={profile.id}
          parameters={parametersOf(profile.url, profile.switchedOffParameters)}
          onChange={changeParameters}
        />
      </GivenFields>
    </div>
  )
}

function Parts({ model, url }: { model: InspectorModel; url: string }) {
  const { scheme = '', userinfo, host, port = '', path } = splitUrl(url)
  const edit = (part: EditedPart, written: string) => {
    model.form.changeOf('url')((present) => withPart(present, part, written))
    model.control.edited()
  }
  const schemes = ['wss', 'ws', ...(scheme === 'ws' || scheme === 'wss' ? [] : [scheme])]
  const typedHost = useSignal('')
  const input = (part: 'host' | 'port' | 'path', value: string, placeholder = '') => ({
    ...plainText,
    class: `mono ${part}-input`,
    placeholder,
    value,
    onInput: (event: { currentTarget: HTMLInputElement }) => edit(part, event.currentTarget.value),
  })
  const hostInput = input('host', withPart(url, 'host', typedHost.value) === url ? typedHost.value : host)
  return (
    <div class="url-parts" role="group" aria-label={t('urlInParts')}>
      <Part label={t('scheme')}>
        <Choice
          label={t('scheme')}
          value={scheme}
          options={schemes.map((one) => [one, one === '' ? '—' : one])}
          onChoose={(chosen) => edit('scheme', chosen)}
        />
      </Part>
      <Part label={t('host')}>
        <input
          {...hostInput}
          title={userinfo === '' ? undefined : t('userinfoKept')}
          onInput={(event) => {
            // What is typed stands as long as it means what the URL says.
            typedHost.value = event.currentTarget.value
            hostInput.onInput(event)
          }}
        />
      </Part>
      <Part label={t('port')}>
        <input {...input('port', port, defaultPort(scheme))} inputMode="numeric" />
      </Part>
      <Part label={t('path')}>
        <input {...input('path', path, '/')} />
      </Part>
    </div>
  )
}

function Part({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children.
    <label class="url-part">
      <span class="field-label">{label}</span>
      {children}
    </label>
  )
}

function defaultPort(scheme: string): string {
  return scheme.toLowerCase() === 'ws' ? '80' : '443'
}

interface ParameterRowsProps {
  readonly parameters: readonly Parameter[]
  readonly onChange: Change<readonly Parameter[]>
}

/** A last, empty row is always there: what is written into it is a parameter, and the next empty row comes. */
function ParameterRows({ parameters, onChange }: ParameterRowsProps) {
  const removal = useRowRemoval(onChange)
  const remove = (parameter: Parameter, index: number) => {
    const { name } = readParameter(parameter.text)
    removal.remove(parameter, index, parameter.text ? name || t('parameterNumber', index + 1) : undefined)
  }
  return (
    <div class="header-rows" role="group" aria-label={t('queryParameters')}>
      {[...parameters, undefined].map((parameter, index) => (
        <ParameterRow
          // By place: the empty row keeps the focus when it becomes a parameter.
          key={index}
          number={index + 1}
          parameter={parameter}
          onChange={(next) =>
            onChange((all) => all.toSpliced(index, 1, next(all[index] ?? { text: '', enabled: true })))
          }
          onRemove={() => parameter && remove(parameter, index)}
        />
      ))}
      <div class="toast-place" role="status">
        {removal.removed.value && <Toast text={removal.removed.value.text} offer={removal} />}
      </div>
    </div>
  )
}

interface ParameterRowProps {
  readonly number: number
  readonly parameter: Parameter | undefined
  readonly onChange: Change<Parameter>
  readonly onRemove: () => void
}

function ParameterRow({ number, parameter, onChange, onRemove }: ParameterRowProps) {
  const { text, enabled } = parameter ?? { text: '', enabled: true }
  const { name, value } = readParameter(text)
  const write = (change: Parameters<typeof changedParameter>[1]) =>
    onChange((present) => ({ ...present, text: changedParameter(present.text, change) }))
  return (
    <div
      class={`header-row parameter-row ${enabled ? '' : 'off'}`}
      role="group"
      aria-label={t('parameterNumber', number)}
    >
      {/* By key: who writes into the empty row does not find the box in place of the name. */}
      {parameter ? (
        <input
          key="enabled"
          type="checkbox"
          aria-label={t('sendParameter')}
          title={t('sendParameter')}
          checked={enabled}
          onChange={(event) => parts(onChange)({ enabled: event.currentTarget.checked })}
        />
      ) : (
        <span />
      )}
      <input
        key="name"
        {...plainText}
        class="mono"
        aria-label={t('parameterName')}
        placeholder={t(parameter ? 'name' : 'addParameter')}
        value={name}
        onInput={(event) => write({ name: event.currentTarget.value })}
      />
      <input
        key="value"
        {...plainText}
        class="mono"
        aria-label={t('parameterValue')}
        placeholder={t('value')}
        value={value}
        onInput={(event) => write({ value: event.currentTarget.value })}
      />
      {parameter && <IconButton icon="trash" label={t('removeParameter')} onClick={onRemove} />}
    </div>
  )
}
