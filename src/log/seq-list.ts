/** Ascending sequence numbers, added cheaply at both ends: 8 bytes each. */
export class SeqList {
  #seqs = new Float64Array(1024)
  /** Where the list begins, past what was dropped and what there is room for. */
  #start = 0
  #end = 0

  get length(): number {
    return this.#end - this.#start
  }

  /** Adds a number that is greater than all before. */
  push(seq: number): void {
    if (this.#end === this.#seqs.length) this.#makeRoom()
    this.#seqs[this.#end++] = seq
  }

  /** Adds numbers that are less than all before, in order. */
  unshift(seqs: readonly number[]): void {
    if (this.#start < seqs.length) {
      const room = this.length + seqs.length
      const larger = new Float64Array(room + this.#seqs.length)
      larger.set(this.#seqs, room)
      this.#seqs = larger
      this.#start += room
      this.#end += room
    }
    this.#start -= seqs.length
    this.#seqs.set(seqs, this.#start)
  }

  /** Up to `count` numbers from `index` on. */
  slice(index: number, count: number): Float64Array {
    return this.#seqs.slice(Math.min(this.#start + index, this.#end), Math.min(this.#start + index + count, this.#end))
  }

  /** The index of a number; undefined when it is not in the list. */
  indexOf(seq: number): number | undefined {
    const place = this.#lowerBound(seq)
    return place < this.#end && this.#seqs[place] === seq ? place - this.#start : undefined
  }

  /** How many numbers are less than `seq`. */
  countBelow(seq: number): number {
    return this.#lowerBound(seq) - this.#start
  }

  /** Drops the numbers before `seq`. @returns how many */
  dropBelow(seq: number): number {
    const count = this.countBelow(seq)
    this.#start += count
    return count
  }

  /** What was dropped makes room for as many; where that is less than half, the list becomes larger. */
  #makeRoom(): void {
    const held = this.#seqs.subarray(this.#start, this.#end)
    if (2 * held.length > this.#seqs.length) this.#seqs = new Float64Array(2 * this.#seqs.length)
    this.#seqs.set(held)
    this.#start = 0
    this.#end = held.length
  }

  /** Where the first number that is not less than `seq` is. */
  #lowerBound(seq: number): number {
    let low = this.#start
    let high = this.#end
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#seqs[middle] ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}
