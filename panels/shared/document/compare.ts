import { diffArrays } from 'diff'
import type { Lines } from './lines.ts'

/**
 * Where stretches of lines begin in both texts, and where the last one ends: by turns lines that are the same, of which
 * there may be none at the beginning, and lines that one text has in place of the other's.
 */
export interface Stretches {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** Milliseconds until two texts are taken to be too different. */
const patience = 4000

/** Compares two texts line by line. @returns nothing where it would take too long */
export function findStretches(left: Lines, right: Lines): Stretches | undefined {
  const most = Math.min(left.count, right.count)
  const isSame = (one: number, other: number) => left.key(one) === right.key(other)
  let start = 0
  while (start < most && isSame(start, start)) start += 1
  let end = 0
  while (end < most - start && isSame(left.count - 1 - end, right.count - 1 - end)) end += 1
  const [leftEnd, rightEnd] = [left.count - end, right.count - end]

  const found = { left: [0], right: [0] }
  // Where the present stretch of the same lines ends.
  const at = { left: start, right: start }
  const addEdge = (one: number, other: number) => {
    found.left.push(one)
    found.right.push(other)
  }
  const addSame = (one: number, other: number, count: number) => {
    if (one !== at.left || other !== at.right) {
      addEdge(at.left, at.right)
      addEdge(one, other)
    }
    at.left = one + count
    at.right = other + count
  }

  const known = new Map<string, number>()
  const ones = idsOf(left, start, leftEnd, known)
  const others = idsOf(right, start, rightEnd, known)
  const common = commonIds(ones, others, known.size)
  const [keptOnes, keptOthers] = [placesOf(ones, common), placesOf(others, common)]
  const idOf = (ids: Uint32Array) => (place: number) => ids[place] ?? 0
  const changes = diffArrays(keptOnes.map(idOf(ones)), keptOthers.map(idOf(others)), { timeout: patience })
  if (!changes) return undefined
  let [one, other] = [0, 0]
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      for (let step = 0; step < count; step += 1) {
        addSame(start + (keptOnes[one + step] ?? 0), start + (keptOthers[other + step] ?? 0), 1)
      }
    }
    if (!added) one += count
    if (!removed) other += count
  }
  if (end > 0) addSame(leftEnd, rightEnd, end)
  addEdge(at.left, at.right)
  if (at.left < left.count || at.right < right.count) addEdge(left.count, right.count)
  return found
}

/** A number for each line, that of the lines that are the same. */
function idsOf(lines: Lines, from: number, to: number, known: Map<string, number>): Uint32Array {
  const ids = new Uint32Array(to - from)
  for (let line = from; line < to; line += 1) {
    const key = lines.key(line)
    const id = known.get(key) ?? known.size
    known.set(key, id)
    ids[line - from] = id
  }
  return ids
}

/** What both have. The others are removed or added whatever is around them, and cost nothing if they are left out. */
function commonIds(ones: Uint32Array, others: Uint32Array, count: number): Uint8Array {
  const [inOne, common] = [new Uint8Array(count), new Uint8Array(count)]
  for (const id of ones) inOne[id] = 1
  for (const id of others) common[id] = inOne[id] ?? 0
  return common
}

function placesOf(ids: Uint32Array, common: Uint8Array): number[] {
  const places: number[] = []
  for (const [place, id] of ids.entries()) if (common[id]) places.push(place)
  return places
}
