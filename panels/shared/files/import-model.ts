import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type FolderPath, isInside } from '../../../src/core/folders.ts'
import type { Browser } from '../../../src/core/headers.ts'
import { messageOf } from '../../../src/core/message-of.ts'
import type { Refusal } from '../../../src/core/result.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import { debounce } from '../debounce.ts'
import { said } from '../said.ts'
import { t } from '../text.ts'
import type { ObjectWorker } from '../worker-object.ts'
import type { Adding } from './adding.ts'
import { createImportReader } from './import-reader.ts'
import type { ReadingResult } from './import-reading.ts'
import type { ImportSource } from './import-source.ts'
import { type Candidate, type Preview, pagePreview, previewOf } from './preview.ts'
import type { Reading } from './reading.ts'

type Shown = Pick<Refusal<string>, 'message'> & { readonly code: string }

type Choosable = Candidate | ImportedEnvironment | 'rules'

/** An import from the choice of a file to the profiles that are added. */
export interface ImportModel {
  readonly preview: ReadonlySignal<Preview | undefined>
  /** Why nothing can be added. */
  readonly refusal: ReadonlySignal<Shown | undefined>
  /** Whether something is being read. */
  readonly isReading: ReadonlySignal<boolean>
  readonly chosen: ReadonlySignal<readonly Candidate[]>
  readonly environments: ReadonlySignal<readonly ImportedEnvironment[]>
  /** Paths of those that come along. */
  readonly folders: ReadonlySignal<readonly FolderPath[]>
  /** The person's own rules, where they come along. */
  readonly rules: ReadonlySignal<unknown>
  /** @param files where they are dropped with their folders, those are looked through first */
  takeFiles(files: readonly File[] | Promise<readonly File[]>): Promise<void>
  takeText(text: string): void
  /** Takes what DevTools have seen of the inspected page's sockets. */
  takePage(): Promise<void>
  /** All that can be chosen or left. */
  readonly choosable: ReadonlySignal<readonly Choosable[]>
  isChosen(one: Choosable): boolean
  choose(ones: readonly Choosable[], isChosen: boolean): void
  /** Reads the encrypted secrets, too; a wrong passphrase leaves the preview as it is and says so. */
  unlock(passphrase: string): Promise<void>
  /** @returns whether the profiles were added. */
  add(): Promise<boolean>
  /** Gives up what is being read, and what was read. */
  stop(): void
}

/** Where what the inspected page has asked for is told. */
export interface PageRequests {
  readonly browser: Browser
  /** The `log` of an HTTP Archive. */
  requestsOfInspectedPage(): Promise<unknown>
}

export interface ImportContext {
  readonly adding: Pick<Adding, 'add'>
  readonly startWorker: () => ObjectWorker
  readonly page?: PageRequests
  /** Whether rules are restored here. */
  readonly takesRules?: boolean
}

export function createImport({ adding, startWorker, page, takesRules = false }: ImportContext): ImportModel {
  const reader = createImportReader(startWorker)
  const preview = signal<Preview | undefined>()
  const refusal = signal<Shown | undefined>()
  const isReading = signal(false)
  const left = signal<ReadonlySet<Choosable>>(new Set())
  const chosen = computed(() => (preview.value?.candidates ?? []).filter((candidate) => !left.value.has(candidate)))
  /** Without those whose profiles were all left. */
  const folders = computed(() => {
    const { folders: all = [], candidates = [] } = preview.value ?? {}
    const isIn = (path: FolderPath) => (candidate: Candidate) => isInside(candidate.given.profile.folder, path)
    return all.filter((path) => chosen.value.some(isIn(path)) || !candidates.some(isIn(path)))
  })
  const environments = computed(() => (preview.value?.environments ?? []).filter((one) => !left.value.has(one)))
  const rules = computed(() => (left.value.has('rules') ? undefined : preview.value?.rules))
  const choosable = computed(() =>
    parts(preview.value).filter((one) => {
      if (one === 'rules') return takesRules && preview.value?.rulesFault === undefined
      return !('fault' in one) || one.fault === undefined
    }),
  )
  let turn = 0
  /** Recordings are read on while they are added: nothing else is read meanwhile, or they would end there. */
  let isAdding = false
  /** Who asks again meanwhile gets the same answer. */
  let looking: Promise<void> | undefined

  const show = (shown: Preview | undefined, refused?: Shown) => {
    preview.value = shown
    refusal.value = refused
    const free = new Set(choosable.peek())
    left.value = new Set(parts(shown).filter((one) => !free.has(one)))
  }

  // Whatever was asked for last is shown; what was being read before is given up. Tells whether it was shown.
  const take = async (source: ImportSource | Promise<ImportSource>, inWords = fileInWords): Promise<boolean> => {
    if (isAdding) return false
    reader.stop()
    const own = ++turn
    isReading.value = true
    let given: ImportSource
    try {
      given = await source
    } catch (error) {
      if (own === turn) isReading.value = false
      if (own === turn) show(undefined, { code: 'failed', message: messageOf(error) })
      return false
    }
    const read = own === turn ? await reader.read(given) : undefined
    if (own !== turn || !read) return false
    isReading.value = false
    if (read.ok) show(inWords(read.value))
    else show(undefined, refusalOf(read))
    return true
  }

  const fileInWords = (reading: Reading) => previewOf(reading, reader, t('pastedText'))

  let pasted = ''
  const typing = debounce(() => (pasted.trim() === '' ? show(undefined) : void take({ type: 'text', text: pasted })))

  return {
    preview,
    refusal,
    isReading,
    chosen,
    environments,
    folders,
    rules,
    async takeFiles(files) {
      // What was wrong with another file is not to be read as a word about these.
      refusal.value = undefined
      const given = Promise.resolve(files)
      await take(given.then((all) => ({ type: 'files', files: all.map((file) => ({ file, path: pathOf(file) })) })))
    },
    takeText(text) {
      pasted = text
      typing.soon()
    },
    takePage() {
      looking ??= takePageOnce().finally(() => {
        looking = undefined
      })
      return looking
    },
    isChosen: (one) => !left.value.has(one),
    choosable,
    choose(ones, isChosen) {
      const next = new Set(left.peek())
      for (const one of ones) {
        if (isChosen) next.delete(one)
        else next.add(one)
      }
      left.value = next
    },
    async unlock(passphrase) {
      const own = ++turn
      isReading.value = true
      const unlocked = await reader.unlock(passphrase)
      if (own !== turn) return
      isReading.value = false
      if (unlocked?.ok) {
        const before = parts(preview.peek()).map((one) => left.peek().has(one))
        show(fileInWords(unlocked.value))
        // The same, in the same order, as what has been chosen from.
        left.value = new Set([...left.peek(), ...parts(preview.peek()).filter((_, index) => before[index])])
      } else if (unlocked) refusal.value = unlocked.refusal
    },
    async add() {
      isAdding = true
      const refused = await adding
        .add({
          profiles: chosen.peek(),
          environments: environments.peek(),
          folders: folders.peek(),
          rules: rules.peek(),
        })
        .finally(() => {
          isAdding = false
        })
      refusal.value = refused
      return refused === undefined
    },
    stop() {
      pasted = ''
      void typing.flush()
      turn++
      looking = undefined
      isReading.value = false
      reader.stop()
      show(undefined)
    },
  }

  async function takePageOnce(): Promise<void> {
    if (!page) return
    const source = page.requestsOfInspectedPage().then((log) => ({ type: 'page', log }) as const)
    if (!(await take(source, (reading) => pagePreview(reading, reader, page.browser)))) return
    const hasNone = preview.peek()?.candidates.length === 0
    if (refusal.peek() || hasNone) show(undefined, { code: 'invalid-file', message: t('noPageSockets') })
  }
}

function parts(preview: Preview | undefined): readonly Choosable[] {
  if (!preview) return []
  return [...preview.candidates, ...preview.environments, ...(preview.rules === undefined ? [] : ['rules' as const])]
}

function refusalOf({ refusal, file }: Extract<ReadingResult, { ok: false }>): Shown {
  return file === undefined ? refusal : { ...refusal, message: `${file}: ${said(refusal.message)}` }
}

/** With the folders it was chosen or dropped with. */
function pathOf(file: File): string {
  return file.webkitRelativePath || file.name
}
