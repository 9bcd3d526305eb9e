import * as v from 'valibot'
import { ok, type Result } from '../core/result.ts'
import type { Draft } from './draft.ts'
import { invalidFile } from './invalid-file.ts'
import { mostFiles, mostYamlLength } from './limits.ts'
import { readYaml } from './read-yaml.ts'
import { anyObject } from './schema.ts'
import type { TextFile } from './text-file.ts'

export interface YamlFile {
  readonly path: string
  readonly value: Readonly<Record<string, unknown>>
}

/**
 * The files of a folder that is read as one collection; one that cannot be read is left out with a note.
 * @param notAnObject what to say of a file that holds something else
 */
export function readYamlFiles(
  files: readonly TextFile[],
  notAnObject: string,
  draft: Draft,
): Result<readonly YamlFile[], 'invalid-file'> {
  if (files.length > mostFiles) return invalidFile(`The folder has ${files.length} files; ${mostFiles} can be read.`)
  const length = files.reduce((sum, { text }) => sum + text.length, 0)
  if (length > mostYamlLength) {
    return invalidFile(
      `The files of the folder have ${length} characters; YAML is read up to ${mostYamlLength}. Choose some of its files.`,
    )
  }
  return ok(
    files.flatMap(({ path, text }) => {
      const read = readYaml(text)
      if (read.ok && v.is(anyObject, read.value)) return [{ path, value: read.value }]
      draft.note(path, `Left out: ${read.ok ? notAnObject : read.refusal.message}`)
      return []
    }),
  )
}
