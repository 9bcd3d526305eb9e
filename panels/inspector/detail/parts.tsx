import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface PartsProps {
  readonly count: number
  /** How high a part will be, in pixels, as long as it was not drawn. */
  readonly height: (index: number) => number
  readonly part: (index: number) => ComponentChildren
}

/** How far from what is seen parts are drawn, so that a scrolled part is there before it is seen. */
const margin = '800px 0px'

const mostSeen = 800

/** Long content in parts, of which only those near what is seen are drawn; the others keep their place. */
export function Parts({ count, height, part }: PartsProps) {
  const place = useRef<HTMLDivElement>(null)
  const near = useSignal<ReadonlySet<number>>(firstParts(count, height))
  const heights = useRef(new Map<number, number>())
  useEffect(() => {
    const element = place.current
    if (!element || count <= 1) return
    heights.current.clear()
    const observer = new IntersectionObserver(
      (seen) => {
        const next = new Set(near.peek())
        for (const { target, isIntersecting, boundingClientRect } of seen) {
          const index = indexOf(target)
          if (isIntersecting) next.add(index)
          else if (next.delete(index)) heights.current.set(index, boundingClientRect.height)
        }
        near.value = next
      },
      { root: element.closest('.detail-body'), rootMargin: margin },
    )
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [count, near])
  const drawn = near.value
  return (
    <div ref={place}>
      {Array.from({ length: count }, (_, index) =>
        drawn.has(index) ? (
          <div key={index} data-part={index}>
            {part(index)}
          </div>
        ) : (
          <div
            key={index}
            data-part={index}
            style={{ blockSize: `${heights.current.get(index) ?? height(index)}px` }}
          />
        ),
      )}
    </div>
  )
}

/** What may be seen before it is known what is. */
function firstParts(count: number, height: PartsProps['height']): ReadonlySet<number> {
  const first = new Set<number>()
  for (let index = 0, filled = 0; index < count && filled < mostSeen; index += 1) {
    first.add(index)
    filled += height(index)
  }
  return first
}

function indexOf(element: Element): number {
  return element instanceof HTMLElement ? Number(element.dataset.part) : -1
}
