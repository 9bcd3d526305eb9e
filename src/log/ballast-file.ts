import { type AccessHandle, openFile } from './access-handle.ts'
import type { BallastPlace } from './ballast.ts'

const name = 'ballast'
/** Bytes that are written at a time; the Worker has other things to do. */
const pieceBytes = 1024 * 1024
/** Bytes that browsers make up at a time. */
const noiseBytes = 64 * 1024

/** A ballast as a file, which stays open: on a full disk Chromium opens none, but one that is open can be made smaller. */
export class BallastFile implements BallastPlace {
  #file: AccessHandle | undefined

  async size(): Promise<number> {
    return (await this.#open()).getSize()
  }

  async grow(bytes: number): Promise<void> {
    const file = await this.#open()
    const before = file.getSize()
    try {
      await write(file, before, 2 * bytes)
      file.truncate(bytes)
    } catch (error) {
      file.truncate(before)
      throw error
    } finally {
      this.#close()
      await this.#open()
    }
  }

  async empty(): Promise<void> {
    const file = await this.#open()
    file.truncate(0)
    this.#close()
  }

  /** What Chromium has allotted to a file it takes back when the file is closed, and not when it is made smaller. */
  #close(): void {
    this.#file?.close()
    this.#file = undefined
  }

  async #open(): Promise<AccessHandle> {
    // Only once it is open: the Worker before this one may still have it, and the next time not.
    this.#file ??= await open()
    return this.#file
  }
}

async function open(): Promise<AccessHandle> {
  return openFile(await navigator.storage.getDirectory(), name)
}

/** @throws DOMException when there is no room for all of it */
async function write(file: AccessHandle, from: number, to: number): Promise<void> {
  const piece = noise()
  for (let at = from; at < to; at += pieceBytes) {
    if (file.write(piece, { at }) < pieceBytes) throw new DOMException('There is no room.', 'QuotaExceededError')
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** Bytes that nothing can make smaller. */
function noise(): Uint8Array {
  const piece = new Uint8Array(pieceBytes)
  for (let at = 0; at < pieceBytes; at += noiseBytes) crypto.getRandomValues(piece.subarray(at, at + noiseBytes))
  return piece
}
