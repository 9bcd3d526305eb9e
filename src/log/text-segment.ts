import type { TextPlace } from './stored-block.ts'
import type { OpenFile } from './text-folder.ts'

/** Bytes from which on the next file is to be written. A file goes when nothing in it is left. */
const full = 32 * 1024 * 1024

/** Of UTF-8 for a UTF-16 unit. */
export const mostBytesPerUnit = 3

/** A file to which texts are added. */
export class TextSegment {
  readonly name: string
  readonly #file: OpenFile
  /** What is written at a time: each write has to do with other threads. */
  readonly #piece: Uint8Array
  readonly #encoder = new TextEncoder()
  /** Bytes of the piece that are not written yet. */
  #waiting = 0
  #written = 0
  #kept = 0

  /** @param piece room for what is written at a time; written over */
  constructor(name: string, file: OpenFile, piece: Uint8Array) {
    this.name = name
    this.#file = file
    this.#piece = piece
  }

  get isFull(): boolean {
    return this.#written >= full
  }

  /** Adds texts of a block, each of which has to fit into the piece. They are written, at the latest, by `flush`. */
  add(texts: readonly string[]): TextPlace {
    const at = this.#written + this.#waiting
    for (const text of texts) this.#encode(text)
    return { file: this.name, at, bytes: this.#written + this.#waiting - at }
  }

  /** @throws DOMException when there is no room for all of it */
  flush(): void {
    if (this.#waiting === 0) return
    const piece = this.#piece.subarray(0, this.#waiting)
    if (this.#file.write(piece, { at: this.#written }) < this.#waiting) {
      throw new DOMException('There is no room.', 'QuotaExceededError')
    }
    this.#written += this.#waiting
    this.#waiting = 0
  }

  /** What was written so far is needed from now on. */
  keep(): void {
    this.#kept = this.#written
  }

  /** Lets go of the file, without what was written since `keep`. */
  close(): void {
    try {
      this.#file.truncate(this.#kept)
    } catch {
      // The browser has taken it away, such as when site data were cleared.
    }
    this.#file.close()
  }

  #encode(text: string): void {
    if (this.#piece.length - this.#waiting < mostBytesPerUnit * text.length) this.flush()
    this.#waiting += this.#encoder.encodeInto(text, this.#piece.subarray(this.#waiting)).written
  }
}
