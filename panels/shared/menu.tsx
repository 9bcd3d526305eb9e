import type { TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface MenuItem {
  readonly label: string
  /** The keys that do the same, as they are shown. */
  readonly keys?: string
  readonly onPick: () => void
}

/** Where a menu opens, in pixels of the viewport. */
export interface MenuPlace {
  readonly x: number
  readonly y: number
}

interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly place: MenuPlace
  readonly onClose: () => void
}

/** A menu over the page. Escape or a click elsewhere closes it, and the focus is where it was before. */
export function Menu({ label, items, place, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    element.showPopover()
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(4, Math.min(place.x, innerWidth - width - 4))}px`
    element.style.top = `${Math.max(4, Math.min(place.y, innerHeight - height - 4))}px`
    focusOn(element.firstElementChild)
  }, [place.x, place.y])

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const all = [...event.currentTarget.children]
    const present = all.indexOf(document.activeElement as Element)
    const targets: Record<string, number> = { ArrowDown: present + 1, ArrowUp: present - 1, Home: 0, End: -1 }
    const target = targets[event.key]
    if (target !== undefined) focusOn(all.at(target % all.length))
    else if (event.key === 'Tab' || event.key === 'Escape') event.currentTarget.hidePopover()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const pick = ({ onPick }: MenuItem) => {
    menu.current?.hidePopover()
    onPick()
  }
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      popover="auto"
      onKeyDown={onKeyDown}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      {items.map((item) => (
        <button key={item.label} type="button" role="menuitem" tabIndex={-1} onClick={() => pick(item)}>
          <span>{item.label}</span>
          {item.keys && (
            <span class="menu-keys" aria-hidden="true">
              {item.keys}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

function focusOn(element: Element | null | undefined): void {
  if (element instanceof HTMLElement) element.focus()
}
