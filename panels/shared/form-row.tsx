import type { ComponentChildren } from 'preact'

interface FormRowProps {
  readonly label: string
  /** Of the control that the label is for. */
  readonly id: string
  /** What is wrong or to be known; the control is described by `${id}-hint`. */
  readonly hint?: string | undefined
  readonly isFault?: boolean
  readonly children: ComponentChildren
}

/** A label and its control in a form of two columns, with a hint below. */
export function FormRow({ label, id, hint, isFault = false, children }: FormRowProps) {
  return (
    <>
      <label class="form-label" for={id}>
        {label}
      </label>
      <div class="form-control">{children}</div>
      {hint !== undefined && (
        <small id={`${id}-hint`} class={`form-hint ${isFault ? 'fault' : ''}`}>
          {hint}
        </small>
      )}
    </>
  )
}
