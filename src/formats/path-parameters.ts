import { encodeParameter } from '../core/url-parts.ts'

/** A URL with values in the place of path parameters, which stand in it as `/:name`. */
export function fillPath(
  url: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
  write: (value: string) => string = encodeParameter,
): string {
  const values = new Map(parameters.map(({ name, value }) => [name, value]))
  return url.replace(/\/:([^/?#:]+)/g, (whole, name: string) => {
    const value = values.get(name)
    return value ? `/${write(value)}` : whole
  })
}
