/** Memory that may be waited on; of this kind it needs no page that is isolated from others. */
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
const cell = new Int32Array(memory.buffer)

/**
 * Stops this thread, and all that would happen in it. Only Workers may.
 * @see https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Atomics/wait
 */
export function sleep(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds)
}
