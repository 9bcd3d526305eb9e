import type { LogContent } from '../core/log-entry.ts'
import { type BinaryPart, type Block, blockWeight, rowWeight } from './block.ts'
import { kindOf } from './row-kind.ts'

/** UTF-16 units that rows have on average where they are long. */
const longRow = 1024

/** Collects rows for a block. To append is only to push; the work of joining is done once, in `build`. */
export class BlockBuilder {
  readonly #listsLongTexts: boolean
  readonly #texts: string[] = []
  readonly #ends: number[] = []
  readonly #times: number[] = []
  readonly #kinds: number[] = []
  readonly #chunks: Uint8Array[] = []
  /** Where each row's bytes end; left empty while no row has bytes. */
  readonly #chunkEnds: number[] = []
  #textLength = 0
  #byteLength = 0

  /** @param listsLongTexts see `LogWriterOptions` */
  constructor(listsLongTexts = false) {
    this.#listsLongTexts = listsLongTexts
  }

  get rows(): number {
    return this.#kinds.length
  }

  /** When the first row was, in epoch milliseconds. */
  get firstAt(): number | undefined {
    return this.#times[0]
  }

  /** The weight the block will have (see `weightOf`). */
  get weight(): number {
    return this.#textLength + this.#byteLength + this.rows * rowWeight
  }

  /** The texts of a full block where they are long and all it has. */
  get longTexts(): readonly string[] | undefined {
    return this.weight >= blockWeight && this.#isList() && this.#chunks.length === 0 ? this.#texts : undefined
  }

  /**
   * Adds a row. Bytes are kept by reference until `build`.
   * @param at epoch milliseconds
   */
  append(content: LogContent, at: number): void {
    if (content.type !== 'message') this.#appendText(JSON.stringify(content))
    else if (typeof content.data === 'string') this.#appendText(content.data)
    else this.#appendBytes(content.data)
    this.#ends.push(this.#textLength)
    this.#times.push(at)
    this.#kinds.push(kindOf(content))
    if (this.#chunks.length > 0) this.#chunkEnds.push(this.#byteLength)
  }

  /** The rows so far as a block; the builder stays as it is, so that a failed write can be repeated. */
  build(first: number): Block {
    const block = {
      first,
      text: this.#isList() ? this.#texts : this.#texts.join(''),
      ends: new Uint32Array(this.#ends),
      times: new Float64Array(this.#times),
      kinds: new Uint8Array(this.#kinds),
    }
    return this.#chunks.length > 0 ? { ...block, binary: this.#binaryPart() } : block
  }

  #isList(): boolean {
    return this.#listsLongTexts && this.#textLength >= longRow * this.rows
  }

  #appendText(text: string): void {
    this.#texts.push(text)
    this.#textLength += text.length
  }

  #appendBytes(bytes: Uint8Array): void {
    if (this.#chunks.length === 0) for (let row = 0; row < this.rows; row++) this.#chunkEnds.push(0)
    this.#texts.push('')
    this.#chunks.push(bytes)
    this.#byteLength += bytes.length
  }

  #binaryPart(): BinaryPart {
    const bytes = new Uint8Array(this.#byteLength)
    let place = 0
    for (const chunk of this.#chunks) {
      bytes.set(chunk, place)
      place += chunk.length
    }
    return { bytes, ends: new Uint32Array(this.#chunkEnds) }
  }
}
