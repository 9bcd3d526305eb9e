import { type IdPlaces, idPlaces, type Pair, type PairingRules } from '../core/pairing.ts'
import { type Block, nextAfter, weightOf } from './block.ts'
import { PairTracker, type Step, stepsIn } from './pair-tracker.ts'
import type { LogReader } from './reader.ts'

/** How far around the asked entries partners are looked for, on either side. */
const reach = 20_000
const reachWeight = 8 * 1024 * 1024
/** The same where the entries lie apart, as under a filter: so much for each. */
const leastReach = 1000

/** Finds what belongs together by the id that messages carry. What was read of a block is kept with it. */
export class PairFinder {
  readonly #reader: LogReader
  readonly #log: string
  #rules = ''
  #known = new WeakMap<Block, readonly Step[]>()

  constructor(reader: LogReader, log: string) {
    this.#reader = reader
    this.#log = log
  }

  /** The pairs that entries are part of, as far as both are near enough to each other. @param seqs ascending */
  async find(seqs: readonly number[], rules: PairingRules): Promise<Pair[]> {
    const places = idPlaces(rules)
    if (!places) return []
    const given = JSON.stringify(places)
    if (given !== this.#rules) this.#known = new WeakMap()
    this.#rules = given
    const clusters = clustersOf(seqs)
    const around = Math.max(leastReach, Math.floor(reach / Math.max(1, clusters.length)))
    const pairs: Pair[] = []
    for (const cluster of clusters) pairs.push(...(await this.#findIn(cluster, around, places)))
    return pairs
  }

  async #findIn(seqs: readonly number[], around: number, places: IdPlaces): Promise<Pair[]> {
    const [first = 1, last = first] = [seqs[0], seqs.at(-1)]
    const wanted = new Set(seqs)
    const tracker = new PairTracker()
    const pairs = new Map<number, Pair>()
    for (const block of await this.#blocksAround(first, last, around)) {
      for (const message of this.#stepsIn(block, places)) {
        const request = tracker.see(message)
        if (!request || message === 'opened') continue
        const latency = message.at - request.at
        if (wanted.has(message.seq)) {
          pairs.set(message.seq, { seq: message.seq, role: 'answer', partner: request.seq, latency })
        }
        if (wanted.has(request.seq) && !pairs.has(request.seq)) {
          pairs.set(request.seq, { seq: request.seq, role: 'request', partner: message.seq, latency })
        }
      }
    }
    return [...pairs.values()]
  }

  /** In order, none twice. */
  async #blocksAround(first: number, last: number, around: number): Promise<Block[]> {
    const before: Block[] = []
    let weight = 0
    for (let seq = first - 1; seq >= Math.max(1, first - around) && weight < reachWeight; ) {
      const block = await this.#reader.block(this.#log, seq)
      if (!block) break
      before.unshift(block)
      weight += weightOf(block)
      seq = block.first - 1
    }
    const behind: Block[] = []
    weight = 0
    for (let seq = endOf(before, first); seq <= last + around && weight < reachWeight; ) {
      const block = await this.#reader.block(this.#log, seq)
      if (!block) break
      behind.push(block)
      if (seq > last) weight += weightOf(block)
      seq = nextAfter(block)
    }
    return [...before, ...behind]
  }

  #stepsIn(block: Block, places: IdPlaces): readonly Step[] {
    const known = this.#known.get(block) ?? stepsIn(block, places)
    this.#known.set(block, known)
    return known
  }
}

function endOf(blocks: readonly Block[], least: number): number {
  const last = blocks.at(-1)
  return last ? Math.max(least, nextAfter(last)) : least
}

/** Entries that are near each other together. */
function clustersOf(seqs: readonly number[]): number[][] {
  const clusters: number[][] = []
  for (const seq of seqs) {
    const last = clusters.at(-1)
    if (last && seq - (last.at(-1) ?? 0) <= leastReach) last.push(seq)
    else clusters.push([seq])
  }
  return clusters
}
