import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type FolderPath, isInside } from '../../../src/core/folders.ts'
import type { Refusal, Result } from '../../../src/core/result.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import { mostAtOnce } from '../../../src/wire/commands.ts'
import { later } from '../later.ts'
import type { Adding } from './adding.ts'
import { type Candidate, type PageRequests, type Preview, readFiles, readPage, readPasted } from './reading.ts'

type Shown = Pick<Refusal<string>, 'message'> & { readonly code: string }

type Choosable = Candidate | ImportedEnvironment

/** An import from the choice of a file to the profiles that are added. */
export interface ImportModel {
  readonly preview: ReadonlySignal<Preview | undefined>
  /** Why nothing can be added. */
  readonly refusal: ReadonlySignal<Shown | undefined>
  readonly chosen: ReadonlySignal<readonly Candidate[]>
  readonly environments: ReadonlySignal<readonly ImportedEnvironment[]>
  /** Paths of those that come along. */
  readonly folders: ReadonlySignal<readonly FolderPath[]>
  takeFiles(files: readonly File[]): Promise<void>
  takeText(text: string): void
  /** Takes what DevTools have seen of the inspected page's sockets. */
  takePage(): Promise<void>
  choose(candidate: Choosable, isChosen: boolean): void
  /** Reads the encrypted secrets, too; a wrong passphrase leaves the preview as it is and says so. */
  unlock(passphrase: string): Promise<void>
  /** @returns whether the profiles were added. */
  add(): Promise<boolean>
}

export function createImport(adding: Pick<Adding, 'add'>, page?: PageRequests): ImportModel {
  const preview = signal<Preview | undefined>()
  const refusal = signal<Shown | undefined>()
  const left = signal<ReadonlySet<Choosable>>(new Set())
  const chosen = computed(() => (preview.value?.candidates ?? []).filter((candidate) => !left.value.has(candidate)))
  /** Without those whose profiles were all left. */
  const folders = computed(() => {
    const { folders: all = [], candidates = [] } = preview.value ?? {}
    const isIn = (path: FolderPath) => (candidate: Candidate) => isInside(candidate.given.profile.folder, path)
    return all.filter((path) => chosen.value.some(isIn(path)) || !candidates.some(isIn(path)))
  })
  const environments = computed(() => (preview.value?.environments ?? []).filter((one) => !left.value.has(one)))
  let reading = 0
  /** Who asks again meanwhile gets the same answer. */
  let looking: Promise<void> | undefined

  const show = (read: Result<Preview, 'invalid-file'> | undefined) => {
    preview.value = read?.ok ? read.value : undefined
    refusal.value = read === undefined || read.ok ? undefined : read.refusal
    left.value = new Set(
      preview.value?.candidates.filter(({ fault }, index) => fault !== undefined || index >= mostAtOnce),
    )
  }
  // Whatever was asked for last is shown, however long it takes to read.
  const take = async (read: () => Promise<Result<Preview, 'invalid-file'> | undefined>) => {
    const turn = ++reading
    const result = await read()
    if (turn === reading) show(result)
  }

  let pasted = ''
  const typing = later(() => take(async () => (pasted.trim() === '' ? undefined : readPasted(pasted))))

  return {
    preview,
    refusal,
    chosen,
    environments,
    folders,
    takeFiles: (given) => take(() => readFiles(given)),
    takeText(text) {
      pasted = text
      typing.soon()
    },
    takePage() {
      looking ??= take(async () => page && readPage(page)).finally(() => {
        looking = undefined
      })
      return looking
    },
    choose(candidate, isChosen) {
      const next = new Set(left.peek())
      if (isChosen) next.delete(candidate)
      else next.add(candidate)
      left.value = next
    },
    async unlock(passphrase) {
      const unlocked = await preview.peek()?.unlock?.(passphrase)
      if (unlocked?.ok) show(unlocked)
      else refusal.value = unlocked?.refusal
    },
    async add() {
      const refused = await adding.add({
        profiles: chosen.peek(),
        environments: environments.peek(),
        folders: folders.peek(),
        rules: preview.peek()?.rules,
      })
      refusal.value = refused
      return refused === undefined
    },
  }
}
