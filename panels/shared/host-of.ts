/** The host of a match pattern such as `wss://example.com/*`. */
export function hostOf(pattern: string): string {
  return /^[^:]+:\/\/([^/]+)\//.exec(pattern)?.[1] ?? pattern
}
