import { payload } from '../../../src/core/payload.ts'
import type { CompareBlock, ComparedLines } from './compared-lines.ts'
import { indexJson } from './index-json.ts'
import type { JsonIndex } from './json-index.ts'
import { JsonTree, type TreeRow } from './json-tree.ts'
import { canBeLaidOut, prettyPart } from './pretty-values.ts'
import { beginningOf, type TextLimit } from './text-beginning.ts'
import { utf8Text } from './utf8-text.ts'

/** The beginning of a text, laid out where it is JSON. */
export interface Beginning {
  readonly text: string
  readonly isJson: boolean
  readonly isCut: boolean
}

/** How two messages differ; the lines are asked for part by part. */
export type Comparison =
  | {
      readonly type: 'compared'
      readonly removed: number
      readonly added: number
      /** Of each part, about, in pixels. */
      readonly heights: readonly number[]
    }
  /** They have so little in common that it would take too long. */
  | { readonly type: 'too-different' }

/** Characters that are laid out in some 30 ms. Shorter parts take longer altogether. */
const partLength = 1_000_000

/** The text of a message and what can be told of it. What takes a while is done when it is asked for. */
export class MessageDocument {
  readonly #text: string
  #index: { readonly json: JsonIndex | undefined } | undefined
  #tree: JsonTree | undefined
  #before: string | Uint8Array = ''
  #compared: ComparedLines | undefined
  /** Another one whenever the view is left. */
  #view = {}

  constructor(text: string) {
    this.#text = text
  }

  /** Whether it is a JSON object or array; a single value needs no other view. */
  isJson(): boolean {
    return this.#json() !== undefined
  }

  /** With a line per value, where it is JSON that can be laid out. Other questions are answered meanwhile. */
  pretty(): Promise<string> {
    return this.#layOut()
  }

  /** The same for a view; nothing when that is left before all of it is laid out. */
  prettyForView(): Promise<string | undefined> {
    return this.#layOut(this.#view)
  }

  /** Takes in that no view waits for `prettyForView` any more. */
  leaveView(): void {
    this.#view = {}
  }

  /** The same, but no more of it than so much. */
  beginning(most: TextLimit): Beginning {
    const json = this.#json()
    const text = json ? prettyPart(json, 0, most.characters).text : this.#text
    const beginning = beginningOf(text, most)
    return { text: beginning, isJson: json !== undefined, isCut: beginning.length < text.length }
  }

  // What follows asks a comparison, of which a document has one.

  /** Takes what another message is compared with: one at a time, as to hand over a long one takes a frame. */
  compareFrom(before: string | Uint8Array): void {
    this.#before = before
  }

  /** Compares texts line by line, laid out where they are JSON; where one message is none, the bytes of both. */
  async compareWith(after: string | Uint8Array): Promise<Comparison> {
    const { compareBytes, compareTexts } = await import('./compared-lines.ts')
    const before = this.#before
    const [left, right] = [textOf(before), textOf(after)]
    const compared =
      left === undefined || right === undefined
        ? compareBytes(payload(before), payload(after))
        : compareTexts(await new MessageDocument(left).pretty(), await new MessageDocument(right).pretty())
    this.#compared = compared
    return compared
      ? { type: 'compared', ...compared.changed(), heights: compared.layOut() }
      : { type: 'too-different' }
  }

  comparedPart(index: number): readonly (readonly CompareBlock[])[] {
    return this.#compared?.part(index) ?? []
  }

  /** Shows what is folded. @returns the heights of the parts then */
  unfoldCompared(fold: string): readonly number[] {
    return this.#compared?.unfold(fold) ?? []
  }

  // What follows asks the tree, which only JSON has.

  /** How many rows are seen. */
  rowCount(): number {
    return this.#rooted().count
  }

  rows(first: number, count: number): readonly TreeRow[] {
    return this.#rooted().rows(first, count)
  }

  /** @returns how many rows are seen then, as all that open or close something do */
  setOpen(row: number, isOpen: boolean): number {
    return this.#rooted().setOpen(row, isOpen)
  }

  setAllOpen(isOpen: boolean): number {
    return this.#rooted().setAllOpen(isOpen)
  }

  setBesideOpen(row: number, isOpen: boolean): number {
    return this.#rooted().setBesideOpen(row, isOpen)
  }

  rowOf(value: number): number {
    return this.#rooted().rowOf(value)
  }

  parentOf(row: number): number {
    return this.#rooted().parentOf(row)
  }

  rowNamed(start: string, row: number): number | undefined {
    return this.#rooted().rowNamed(start, row)
  }

  path(row: number): string {
    return this.#rooted().path(row)
  }

  value(row: number): string {
    return this.#rooted().value(row)
  }

  #layOut(): Promise<string>
  /** @returns nothing when that view is left before all of it is laid out */
  #layOut(view: object): Promise<string | undefined>
  async #layOut(view?: object): Promise<string | undefined> {
    const json = this.#json()
    if (!json || !canBeLaidOut(json)) return this.#text
    const parts: string[] = []
    for (let from = 0; from < json.length; ) {
      const { text, next } = prettyPart(json, from, partLength)
      parts.push(text)
      from = next
      if (from < json.length) await othersFirst()
      if (view && view !== this.#view) return undefined
    }
    return parts.join('')
  }

  #rooted(): JsonTree {
    const json = this.#json()
    if (!json) throw new TypeError('Only JSON has a tree.')
    this.#tree ??= new JsonTree(json)
    return this.#tree
  }

  #json(): JsonIndex | undefined {
    this.#index ??= { json: looksLikeJson(this.#text) ? indexJson(this.#text) : undefined }
    return this.#index.json
  }
}

export function looksLikeJson(text: string): boolean {
  return /^[ \t\r\n]*[[{]/.test(text)
}

function textOf(content: string | Uint8Array): string | undefined {
  return typeof content === 'string' ? content : utf8Text(content)
}

/** Lets what waits for this thread have it first; a timer would rest for some milliseconds besides. */
function othersFirst(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
