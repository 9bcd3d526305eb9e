import { useSignalEffect } from '@preact/signals'
import type { TargetedKeyboardEvent, TargetedWheelEvent } from 'preact'
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/controls.tsx'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import { isScaled, physicalHeight } from '../../shared/scroll-window.ts'
import { t } from '../../shared/text.ts'
import { CopyButton } from './copy-button.tsx'
import { exactText } from './exact-text.tsx'
import { createTreeControl, rowHeight, type TreeControl } from './tree-control.ts'
import { treeKey } from './tree-keys.ts'
import { TreeRowView } from './tree-row.tsx'

/** A JSON document as a tree of any size, of which only the rows that are seen are in the page. */
export function JsonTree({ document }: { document: DocumentHandle }) {
  const tree = useMemo(() => createTreeControl(document), [document])
  useEffect(() => tree.dispose, [tree])
  return (
    <div class="json-tree">
      <TreeRows tree={tree} />
      <div class="tree-bar">
        <output class="tree-path" aria-label={t('valuePath')}>
          <bdi dir="ltr">{exactText(tree.path.value)}</bdi>
        </output>
        <CopyButton icon="path" label={t('copyPath')} text={() => tree.path.peek()} />
        <CopyButton icon="copy" label={t('copyValue')} text={tree.valueOfActive} />
        <IconButton icon="unfold" label={t('openAll')} onClick={() => void tree.setAllOpen(true)} />
        <IconButton icon="foldAll" label={t('closeAll')} onClick={() => void tree.setAllOpen(false)} />
      </div>
    </div>
  )
}

function TreeRows({ tree }: { tree: TreeControl }) {
  const element = useRef<HTMLDivElement>(null)
  const id = useId()
  const keys = useMemo(() => treeKey(tree), [tree])
  useMeasuredHeight(element, tree)
  const onScroll = useScrollOffset(element, tree)
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (!keys(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onWheel = (event: TargetedWheelEvent<HTMLDivElement>) => {
    if (!isScaled(tree.shown.peek().shape) || event.ctrlKey) return
    event.preventDefault()
    tree.scrollBy(event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * rowHeight : event.deltaY)
  }
  const { shape, top, first, rows } = tree.shown.value
  const active = tree.active.value
  const isActiveDrawn = rows[active - first] !== undefined
  return (
    <div
      ref={element}
      class="tree-rows"
      role="tree"
      tabIndex={0}
      aria-label={t('tree')}
      aria-activedescendant={isActiveDrawn ? `${id}-${active}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onWheel={onWheel}
    >
      <div class="tree-space" role="presentation" style={{ height: `${physicalHeight(shape)}px` }}>
        <div class="tree-seen" role="presentation">
          <div class="tree-shift" role="presentation" style={{ transform: `translateY(${first * rowHeight - top}px)` }}>
            {rows.map((row, offset) => (
              <TreeRowView
                key={(first + offset) % rows.length}
                id={`${id}-${first + offset}`}
                row={row}
                at={first + offset}
                isActive={first + offset === active}
                tree={tree}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

type ElementRef = { readonly current: HTMLDivElement | null }

/** Tells the tree how much of it is seen. */
function useMeasuredHeight(ref: ElementRef, { viewport }: TreeControl): void {
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      viewport.value = element.clientHeight
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, viewport])
}

/** Keeps the browser's offset and the tree's in step. @returns the listener for scroll events */
function useScrollOffset(ref: ElementRef, { scrollTop, scrolled, shown }: TreeControl): () => void {
  /** What was set here and not by the person. */
  const given = useRef(Number.NaN)
  const apply = (offset: number) => {
    const element = ref.current
    if (!element || Math.abs(element.scrollTop - offset) < 1) return
    element.scrollTop = offset
    given.current = element.scrollTop
  }
  useSignalEffect(() => apply(scrollTop.value))
  // A tree that has just grown could not be scrolled that far before it was drawn.
  useLayoutEffect(() => apply(scrollTop.peek()), [shown.value.shape])
  return () => {
    const element = ref.current
    if (!element || element.scrollTop === given.current) return
    given.current = Number.NaN
    scrolled(element.scrollTop)
  }
}
