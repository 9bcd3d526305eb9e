import { hexDump } from '../hex-dump.ts'
import { special } from '../special.ts'

/** What can be compared line by line. Lines are numbered from 0; no list is made of them, as there may be millions. */
export interface Lines {
  readonly count: number
  /** Is the same of lines that are the same, and of no others. */
  key(line: number): string
  /** In UTF-16 units, with the CR of a line end. */
  length(line: number): number
  endsWithReturn(line: number): boolean
  /** A part of a line as it is shown. A character of two units is in the part in which it begins. */
  slice(line: number, from: number, to: number): string
  /** How many special characters are in that part. */
  specials(line: number, from: number, to: number): number
}

/** A CR is one where it does not end a line, which the few that do may count as. */
const specials = new RegExp(`${special.source}|\\r`, 'g')

export function textLines(text: string): Lines {
  const starts = lineStarts(text)
  const start = (line: number) => starts[line] ?? 0
  // The next line begins behind the line end.
  const end = (line: number) => (line + 1 < starts.length ? start(line + 1) - 1 : text.length)
  const length = (line: number) => end(line) - start(line)
  const slice: Lines['slice'] = (line, from, to) =>
    text.slice(characterAt(text, start(line) + from), characterAt(text, Math.min(start(line) + to, end(line))))
  return {
    count: starts.length,
    key: (line) => text.slice(start(line), end(line)),
    length,
    endsWithReturn: (line) => length(line) > 0 && text[end(line) - 1] === '\r',
    slice,
    specials: (line, from, to) => slice(line, from, to).match(specials)?.length ?? 0,
  }
}

const bytesPerLine = 16
/** Where the bytes begin in a line of a dump, and how long it is from there. */
const [behindPlace, dumpLength] = [10, 66]

/** Lines of a dump, without their places, which would all be others behind a line more. */
export function byteLines(bytes: Uint8Array): Lines {
  // A character for each byte.
  const characters = new TextDecoder('windows-1252').decode(bytes)
  const start = (line: number) => line * bytesPerLine
  const end = (line: number) => Math.min(bytes.length, start(line) + bytesPerLine)
  return {
    count: Math.ceil(bytes.length / bytesPerLine),
    key: (line) => characters.slice(start(line), end(line)),
    length: () => dumpLength,
    endsWithReturn: () => false,
    slice: (line, from, to) => hexDump(bytes, start(line), end(line)).slice(behindPlace, -1).slice(from, to),
    specials: () => 0,
  }
}

function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(1024)
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (count === starts.length) {
      const more = new Uint32Array(2 * count)
      more.set(starts)
      starts = more
    }
    starts[count++] = at + 1
  }
  return starts.subarray(0, count)
}

/** The place itself, or the next where it is within a character of two units. */
function characterAt(text: string, at: number): number {
  const isWithin = /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))
  return isWithin ? at + 1 : at
}
