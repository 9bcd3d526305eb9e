import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { Icon, type IconName } from './icons.tsx'

type ButtonAttributes = Omit<ButtonHTMLAttributes, 'icon' | 'label'>

/** A button that shows only an icon; its name is its tooltip. */
export function IconButton({ icon, label, ...attributes }: { icon: IconName; label: string } & ButtonAttributes) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} {...attributes}>
      <Icon name={icon} />
    </button>
  )
}

/** A label and the control it names, in one line. */
export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children.
    <label class="field">
      <span class="field-label">{label}</span>
      {children}
    </label>
  )
}

/** A choice among a few, each with its text. */
export function Choice<Value extends string>(props: {
  /** For a label elsewhere. */
  id?: string
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChoose: (value: Value) => void
}) {
  const choose = (text: string) => {
    const chosen = props.options.find(([value]) => value === text)
    if (chosen) props.onChoose(chosen[0])
  }
  return (
    <select
      {...(props.id === undefined ? {} : { id: props.id })}
      aria-label={props.label}
      title={props.label}
      value={props.value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {props.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
}
