import { type InvalidFile, invalidFile, tooDeep, tooMany } from './invalid-file.ts'
import { mostDepth, mostValues } from './limits.ts'

/**
 * Bounds what a parsed file may be, so that what comes after may recurse and loop without fear. It must not recurse
 * itself.
 */
export function refuseShape(root: unknown): InvalidFile | undefined {
  let level: unknown[] = [root]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostDepth) return invalidFile(tooDeep)
    values += level.length
    if (values > mostValues) return invalidFile(tooMany)
    level = childrenOf(level)
  }
  return undefined
}

function childrenOf(level: readonly unknown[]): unknown[] {
  const children: unknown[] = []
  for (const value of level) {
    if (typeof value !== 'object' || value === null) continue
    for (const child of Array.isArray(value) ? value : Object.values(value)) {
      // Texts and numbers are bounded by the size of the file.
      if (typeof child === 'object' && child !== null) children.push(child)
    }
  }
  return children
}
