/**
 * The host of a parsed URL in the one spelling that rules compare: `new URL` has already lower-cased it, turned it to
 * punycode and written IPv4 addresses in four decimal parts; here the trailing dot of a fully qualified name goes, and
 * an IPv4-mapped IPv6 address becomes the IPv4 address it stands for. The unspecified addresses become this machine's, for
 * which operating systems take them when something is connected to them.
 */
export function canonicalHost(hostname: string): string {
  const host = unmapped(hostname).replace(/\.+$/, '')
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '[::]' ? '[::1]' : host
}

function unmapped(hostname: string): string {
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(hostname)
  if (!mapped) return hostname
  const pairs = mapped.slice(1).map((digits) => Number.parseInt(digits, 16))
  return pairs.flatMap((pair) => [pair >> 8, pair & 255]).join('.')
}

/**
 * Whether a canonical host can only be this machine.
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
