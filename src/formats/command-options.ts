/** An option of a command line with its value, or a flag without. */
export interface CommandOption {
  readonly name: string
  readonly value: string
}

export interface CommandArguments {
  readonly options: readonly CommandOption[]
  /** What belongs to no option. */
  readonly operands: readonly string[]
}

/** How a tool spells an option that takes a value. */
export interface ValueOption {
  /** The name it is known by here, e.g. `header`. */
  readonly name: string
  /** One letter, without the dash. */
  readonly short?: string
  readonly long?: string
}

/**
 * Splits the words of a command line into options and operands, as `getopt_long` does: `--name value`, `--name=value`,
 * `-n value`, `-nvalue`, and flags together as in `-kN`. An option the tool does not have here counts as a flag.
 */
export function readOptions(words: readonly string[], known: readonly ValueOption[]): CommandArguments {
  const options: CommandOption[] = []
  const operands: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') {
      operands.push(...words.slice(index + 1))
      break
    }
    if (word.startsWith('--')) index += long(word.slice(2), words[index + 1])
    else if (/^-[^-\d]/.test(word)) index += short(word.slice(1), words[index + 1])
    else operands.push(word)
  }
  return { options, operands }

  /** @returns the number of further words it has used. */
  function long(text: string, next: string | undefined): number {
    const [, name = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? []
    const option = known.find((candidate) => candidate.long === name)
    const taken = option !== undefined && value === undefined
    options.push({ name: option?.name ?? `--${name}`, value: value ?? (taken ? (next ?? '') : '') })
    return taken ? 1 : 0
  }

  function short(letters: string, next: string | undefined): number {
    for (let at = 0; at < letters.length; at++) {
      const option = known.find((candidate) => candidate.short === letters[at])
      if (!option) {
        options.push({ name: `-${letters[at]}`, value: '' })
        continue
      }
      const rest = letters.slice(at + 1)
      options.push({ name: option.name, value: rest === '' ? (next ?? '') : rest.replace(/^=/, '') })
      return rest === '' ? 1 : 0
    }
    return 0
  }
}
