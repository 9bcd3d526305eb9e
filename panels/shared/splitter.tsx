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
  /** The pane whose size this is, seen from the line. */
  readonly pane: 'previousElementSibling' | 'nextElementSibling' | 'parentElement'
}

const step = 16

const directions = {
  vertical: ['clientX', 'clientWidth', 'ArrowLeft', 'ArrowRight'],
  horizontal: ['clientY', 'clientHeight', 'ArrowUp', 'ArrowDown'],
} as const

/** The line between two panes: dragged with the pointer, or moved with the arrow keys. */
export function Splitter({ label, size, least, most, orientation, pane }: SplitterProps) {
  const [place, extent, less, more] = directions[orientation]
  const sign = pane === 'nextElementSibling' ? -1 : 1
  const resize = (wanted: number) => {
    size.value = Math.round(Math.min(most, Math.max(least, wanted)))
  }
  /** As it is drawn: there may be less room than was asked for, and it goes on from where it is seen. */
  const drawn = (handle: HTMLElement) => handle[pane]?.[extent] || size.peek()

  const drag = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const handle = event.currentTarget
    const [start, before] = [event[place], drawn(handle)]
    handle.setPointerCapture(event.pointerId)
    const move = (moved: PointerEvent) => resize(before + sign * (moved[place] - start))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }

  const key = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === less) resize(drawn(event.currentTarget) - sign * step)
    else if (event.key === more) resize(drawn(event.currentTarget) + sign * step)
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
