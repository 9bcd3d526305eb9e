import type { Signal } from '@preact/signals'
import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact'

export interface SplitterProps {
  /** What is made larger or smaller. */
  readonly label: string
  readonly size: Signal<number>
  readonly least: number
  readonly most: number
  /** Which way the line between the panes runs. */
  readonly orientation: 'vertical' | 'horizontal'
  /** Whether the pane whose size this is lies before or behind the line. */
  readonly pane: 'before' | 'after'
}

const step = 16

/** The line between two panes: dragged with the pointer, or moved with the arrow keys. */
export function Splitter({ label, size, least, most, orientation, pane }: SplitterProps) {
  const direction = pane === 'before' ? 1 : -1
  const resize = (wanted: number) => {
    size.value = Math.round(Math.min(most, Math.max(least, wanted)))
  }

  const drag = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const handle = event.currentTarget
    const place = (at: PointerEvent) => (orientation === 'vertical' ? at.clientX : at.clientY)
    const [start, before] = [place(event), size.peek()]
    handle.setPointerCapture(event.pointerId)
    const move = (moved: PointerEvent) => resize(before + direction * (place(moved) - start))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }

  const key = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (event.key === less) resize(size.peek() - direction * step)
    else if (event.key === more) resize(size.peek() + direction * step)
    else if (event.key === 'Home') resize(least)
    else if (event.key === 'End') resize(most)
    else return
    event.preventDefault()
  }

  return (
    <div
      class={`splitter ${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.min(most, Math.max(least, size.value))}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={drag}
      onKeyDown={key}
    />
  )
}
