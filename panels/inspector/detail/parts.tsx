import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { t } from '../../shared/text.ts'

interface PartsProps {
  readonly count: number
  /** How high a part will be, in pixels, as long as it was not drawn. */
  readonly height: (index: number) => number
  /** @param height how high it was when it was drawn, or will be */
  readonly part: (index: number, height: number) => ComponentChildren
}

/** How far from what is seen parts are drawn, so that a scrolled part is there before it is seen. */
const margin = '800px 0px'

const mostSeen = 800

const mostTogether = 64

/** Well below what both browsers can lay out, and what they still draw exactly. */
const mostHeight = 8_000_000

/** Long content in parts, of which only those near what is seen are drawn; the others keep their place. */
export function Parts({ count, height, part }: PartsProps) {
  const chosen = useSignal(0)
  const starts = useMemo(() => sectionsOf(count, height), [count, height])
  const section = Math.min(chosen.value, starts.length - 1)
  const [start = 0, end = count] = [starts[section], starts[section + 1]]
  const shown = (
    <PartGroups
      key={section}
      count={end - start}
      height={(index) => height(start + index)}
      part={(index, estimate) => part(start + index, estimate)}
    />
  )
  if (starts.length === 1) return shown
  const turn = (by: 1 | -1) => () => {
    chosen.value = Math.max(0, Math.min(section + by, starts.length - 1))
  }
  return (
    <>
      <p class="detail-note sections">
        <button type="button" aria-disabled={section === 0} onClick={turn(-1)}>
          {t('previousPart')}
        </button>
        <span>{t('partOf', section + 1, starts.length)}</span>
        <button type="button" aria-disabled={section === starts.length - 1} onClick={turn(1)}>
          {t('nextPart')}
        </button>
      </p>
      {shown}
    </>
  )
}

/** Where the sections begin that content is cut into when it would be too high. */
function sectionsOf(count: number, height: PartsProps['height']): number[] {
  const starts = [0]
  for (let index = 0, filled = 0; index < count; index += 1) {
    const next = height(index)
    if (filled > 0 && filled + next > mostHeight) {
      starts.push(index)
      filled = 0
    }
    filled += next
  }
  return starts
}

/** Many parts are groups, of which each is a part: a browser takes its time for thousands of places. */
function PartGroups({ count, height, part }: PartsProps) {
  if (count <= 2 * mostTogether) return <PartList count={count} height={height} part={part} />
  const partsOf = (group: number) => {
    const start = group * mostTogether
    return { start, length: Math.min(mostTogether, count - start) }
  }
  return (
    <PartList
      count={Math.ceil(count / mostTogether)}
      height={(group) => {
        const { start, length } = partsOf(group)
        return Array.from({ length }, (_, index) => height(start + index)).reduce((sum, next) => sum + next, 0)
      }}
      part={(group) => {
        const { start, length } = partsOf(group)
        return (
          <PartList
            count={length}
            height={(index) => height(start + index)}
            part={(index, estimate) => part(start + index, estimate)}
          />
        )
      }}
    />
  )
}

function PartList({ count, height, part }: PartsProps) {
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
  const heightOf = (index: number) => heights.current.get(index) ?? height(index)
  return (
    <div ref={place}>
      {Array.from({ length: count }, (_, index) =>
        drawn.has(index) ? (
          <div key={index} data-part={index}>
            {part(index, heightOf(index))}
          </div>
        ) : (
          <div key={index} data-part={index} style={{ blockSize: `${heightOf(index)}px` }} />
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
