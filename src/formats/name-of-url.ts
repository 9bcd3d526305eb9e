/** What to call a connection that only has a URL: host and path, without what may be secret. */
export function nameOfUrl(url: string): string {
  return url
    .replace(/^wss?:\/\/([^/?#]*@)?/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
}
