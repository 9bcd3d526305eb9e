/** Makes a file of one version one of the next. It is given what was parsed and must not change it. */
export type Upgrade = (file: unknown) => unknown

/** By the version a step begins with: `1` makes version 2 of version 1. */
export type Upgrades = Readonly<Record<number, Upgrade>>

/** There is one version so far. A change of the format adds a step here and a fixture of the version before. */
export const upgrades: Upgrades = {}

export function upgrade(file: unknown, from: number, to: number, steps: Upgrades): unknown {
  let upgraded = file
  for (let version = from; version < to; version++) upgraded = steps[version]?.(upgraded) ?? upgraded
  return upgraded
}
