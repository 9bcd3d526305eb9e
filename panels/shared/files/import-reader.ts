import { invalidFile } from '../../../src/formats/invalid-file.ts'
import { type Ask, askIn, type ObjectWorker } from '../worker-object.ts'
import type { ImportReading, ReadingResult } from './import-reading.ts'
import type { ImportSource } from './import-source.ts'
import type { Portion } from './recorded-entries.ts'

/** Reads one import after the other, each in a Worker of its own, which keeps what it has read. */
export interface ImportReader {
  /** Gives up what was read before. @returns nothing when it is given up itself */
  read(source: ImportSource): Promise<ReadingResult | undefined>
  unlock(passphrase: string): Promise<ReadingResult | undefined>
  /** @returns nothing when what was read is given up */
  portion(recording: number, from: number): Promise<Portion | undefined>
  /** Ends the Worker, whatever it is at. */
  stop(): void
}

interface Current {
  readonly ask: Ask<ImportReading>
  readonly stopped: Promise<undefined>
  stop(): void
}

export function createImportReader(start: () => ObjectWorker): ImportReader {
  let current: Current | undefined

  const stop = () => {
    current?.stop()
    current = undefined
  }

  /** A fault of ours, or memory that does not suffice: it must not look as if nothing had been asked. */
  const answered = async (asked: Promise<ReadingResult> | undefined) => {
    const answer = asked?.catch((error: Error) => invalidFile(`It could not be read: ${error.message}`))
    return current && Promise.race([answer, current.stopped])
  }

  return {
    read(source) {
      stop()
      current = open(start())
      return answered(current.ask('read', source))
    },
    unlock: (passphrase) => answered(current?.ask('unlock', passphrase)),
    portion: async (recording, from) =>
      current && Promise.race([current.ask('portion', recording, from), current.stopped]),
    stop,
  }
}

function open(worker: ObjectWorker): Current {
  let resolve: (nothing: undefined) => void = () => {}
  const stopped = new Promise<undefined>((settle) => {
    resolve = settle
  })
  return {
    ask: askIn(worker),
    stopped,
    stop() {
      worker.terminate()
      resolve(undefined)
    },
  }
}
