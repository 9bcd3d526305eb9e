import { copyText } from '../../shared/clipboard.ts'
import { rowHeight, type TreeControl } from './tree-control.ts'

/** Milliseconds after which letters begin another name. */
const typingPause = 700

/**
 * The keys of a tree, as the ARIA Authoring Practices have them.
 * @returns what takes a key, and tells whether it means something
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function treeKey(tree: TreeControl): (event: KeyboardEvent) => boolean {
  let typed = { text: '', at: 0 }

  const type = (letter: string, at: number) => {
    const isNew = at - typed.at > typingPause
    typed = { text: isNew ? letter : typed.text + letter, at }
    void tree.goToName(typed.text, !isNew)
  }

  return (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, timeStamp } = event
    if (altKey) return false
    if (ctrlKey || metaKey) return key.toLowerCase() === 'c' && copies(tree, shiftKey)
    const act = actions(tree)[key]
    if (act) act()
    else if (key.length === 1 && key !== '?') type(key, timeStamp)
    else return false
    return true
  }
}

function actions(tree: TreeControl): Readonly<Record<string, () => void>> {
  const page = Math.max(1, Math.floor(tree.viewport.peek() / rowHeight) - 1)
  const toggle = () => void tree.toggle(tree.active.peek())
  return {
    ArrowUp: () => tree.moveBy(-1),
    ArrowDown: () => tree.moveBy(1),
    PageUp: () => tree.moveBy(-page),
    PageDown: () => tree.moveBy(page),
    Home: () => tree.goTo(0),
    End: tree.toEnd,
    ArrowRight: () => void tree.openOrEnter(),
    ArrowLeft: () => void tree.closeOrLeave(),
    Enter: toggle,
    ' ': toggle,
    '*': () => void tree.openBeside(),
  }
}

/** Ctrl+C copies the value, with Shift its path; text that is marked is copied as everywhere. */
function copies(tree: TreeControl, isPath: boolean): boolean {
  if (getSelection()?.type === 'Range') return false
  if (isPath) void copyText(tree.path.peek())
  else void tree.valueOfActive().then(copyText)
  return true
}
