import * as v from 'valibot'
import type { FolderPath } from '../core/folders.ts'
import { ok } from '../core/result.ts'
import { listed } from './count.ts'
import { composed } from './environments.ts'
import type {
  FormatName,
  Imported,
  ImportedEnvironment,
  ImportedProfile,
  ImportedRecording,
  ImportNote,
  ImportResult,
} from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { mostEnvironments, mostNotes, mostProfiles, mostVariables } from './limits.ts'
import { faultOf } from './schema.ts'
import { secretsOf } from './secrets.ts'

/** What an importer has found so far. */
export class Draft {
  readonly #source: FormatName
  readonly #profiles: ImportedProfile[] = []
  readonly #environments: ImportedEnvironment[] = []
  readonly #recordings: ImportedRecording[] = []
  readonly #notes: ImportNote[] = []
  #folders: readonly FolderPath[] = []
  #rules: unknown
  #unshownNotes = 0
  #hasMoreProfiles = false
  #hasMoreEnvironments = false

  constructor(source: FormatName) {
    this.#source = source
  }

  get hasProfiles(): boolean {
    return this.#profiles.length > 0
  }

  /** @returns the index of the profile, or undefined when there are too many. */
  profile(profile: ImportedProfile): number | undefined {
    if (this.#profiles.length < mostProfiles) return this.#profiles.push(profile) - 1
    this.#hasMoreProfiles = true
    return undefined
  }

  /** As Switchboard has it; one of another tool without variables is none. */
  ownEnvironment(environment: ImportedEnvironment): void {
    if (this.#environments.length < mostEnvironments) this.#environments.push(environment)
    else this.#hasMoreEnvironments = true
  }

  environment({ name, variables: given }: ImportedEnvironment): void {
    if (given.length === 0) return
    // What is not taken anyhow is not put together, either: that may take as long as its variables are many.
    const isTooMuch = given.length > mostVariables || this.#environments.length === mostEnvironments
    const { variables, changed, open } = isTooMuch ? { variables: given, changed: [], open: [] } : composed(given)
    if (changed.length > 0) this.note(name, `The values of other variables were put into: ${listed(changed)}.`)
    if (open.length > 0) this.note(name, `Names of other variables are kept as text in: ${listed(open)}.`)
    this.ownEnvironment({ name, variables })
  }

  folders(folders: readonly FolderPath[]): void {
    this.#folders = folders
  }

  rules(rules: unknown): void {
    this.#rules = rules
  }

  recording(recording: ImportedRecording): void {
    this.#recordings.push(recording)
  }

  note(place: string, message: string): void {
    if (this.#notes.length < mostNotes) this.#notes.push({ place, message })
    else this.#unshownNotes++
  }

  /** Visits the items of a list; one that does not fit is left out with a note, and the others stay. */
  each<Schema extends v.GenericSchema>(
    list: unknown,
    place: string,
    schema: Schema,
    visit: (item: v.InferOutput<Schema>, place: string, raw: unknown) => void,
  ): void {
    if (list === undefined || list === null) return
    if (!Array.isArray(list)) {
      this.note(place, 'Left out: a list was expected.')
      return
    }
    for (const [index, item] of list.entries()) this.one(item, `${place}[${index}]`, schema, visit)
  }

  /** As `each`, for a single value. */
  one<Schema extends v.GenericSchema>(
    value: unknown,
    place: string,
    schema: Schema,
    visit: (item: v.InferOutput<Schema>, place: string, raw: unknown) => void,
  ): void {
    const item = v.safeParse(schema, value)
    if (item.success) {
      visit(item.output, place, value)
    } else {
      const fault = faultOf(item.issues, place)
      this.note(fault.place, `Left out: ${fault.message}`)
    }
  }

  /** @param nothing what to say of a file that is right and holds nothing of use. */
  finish(nothing: string): ImportResult {
    const notes = [...this.#notes, ...this.#closingNotes()]
    const rules = this.#rules === undefined ? [] : ['']
    const parts = [this.#profiles, this.#environments, this.#folders, this.#recordings, notes, rules]
    const found = parts.reduce((sum, { length }) => sum + length, 0)
    if (found === 0) return invalidFile(nothing)
    const all: Omit<Imported, 'secrets'> = {
      source: this.#source,
      profiles: this.#profiles,
      environments: this.#environments,
      recordings: this.#recordings,
      notes,
    }
    const folders = this.#folders.length > 0 ? { folders: this.#folders } : {}
    const withRules = this.#rules === undefined ? {} : { rules: this.#rules }
    return ok({ ...all, ...folders, ...withRules, secrets: secretsOf(all) })
  }

  *#closingNotes(): Generator<ImportNote> {
    if (this.#hasMoreProfiles) {
      const message = `Further profiles were left out: a file may bring ${mostProfiles}.`
      yield { place: '', message }
    }
    if (this.#hasMoreEnvironments) {
      const message = `Further environments were left out: a file may bring ${mostEnvironments}.`
      yield { place: '', message }
    }
    if (this.#unshownNotes > 0) yield { place: '', message: `Further notes, not shown: ${this.#unshownNotes}.` }
  }
}
