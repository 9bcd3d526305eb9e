/** A URL with which somebody tries to get past a policy, and what the trick is. */
export interface Attempt {
  readonly trick: string
  readonly url: string
}

const schemes = ['ws', 'wss', 'WS', 'Wss']
const ports = ['', ':80', ':443', ':8080', ':00443', ':65535', ':']
const userinfos = ['', 'open.example@', 'open.example:443@', 'a%40b:c@', ':@', 'wss%3A%2F%2Fopen.example@']
const endings = [
  '/',
  '',
  '/chat',
  '/?x=wss://open.example/',
  '/%2e%2e/',
  '/..%2f..%2f',
  '/;open.example/',
  '\\open.example',
  '/@open.example',
]

/** Hosts that are the blocked ones, however they look. */
const blockedHosts: Readonly<Record<string, readonly string[]>> = {
  'upper case': ['BLOCKED.EXAMPLE', 'Blocked.Example', 'bLoCkEd.eXaMpLe'],
  'trailing dot': ['blocked.example.', 'BLOCKED.EXAMPLE.', 'localhost.', 'LOCALHOST.'],
  subdomain: [
    'a.blocked.example',
    'a.b.blocked.example',
    '_x.blocked.example',
    'xn--a.blocked.example',
    '-.blocked.example',
  ],
  'percent-encoded host': [
    '%62locked.example',
    'blocked%2eexample',
    'blocked%2Eexample',
    'b%6Cocked%2eexample',
    '%6cocalhost',
  ],
  'full-width and other dots': [
    'blocked。example',
    'blocked．example',
    'blocked｡example',
    'ｂｌｏｃｋｅｄ.example',
    'ⓑlocked.example',
  ],
  'characters that vanish': [
    'bloc\u00adked.example',
    'bloc\u200bked.example',
    'blocked\u2060.example',
    'local\u00adhost',
  ],
  'compatibility letters': ['ℬlocked.example', '𝐛𝐥𝐨𝐜𝐤𝐞𝐝.example', 'blocKed.example', 'ˡocalhost'],
  punycode: [
    'xn--bcher-kva.example',
    'XN--BCHER-KVA.example',
    'BÜCHER.example',
    'bu\u0308cher.example',
    'b%C3%BCcher.example',
  ],
  'address in other numbers': [
    '0xc0.0.2.7',
    '0300.0.2.7',
    '3221225991',
    '0xC0000207',
    '0xc0.0x0.0x2.0x7',
    '192.0.519',
    '192.519',
    '030000001007',
    '192.0.2.7.',
    '192.0.2.07',
    '１９２.0.2.7',
    '%31%39%32.0.2.7',
  ],
  'address in IPv6': [
    '[::ffff:192.0.2.7]',
    '[::ffff:c000:207]',
    '[::FFFF:C000:0207]',
    '[0:0:0:0:0:ffff:192.0.2.7]',
    '[0000:0000:0000:0000:0000:ffff:c000:0207]',
  ],
}

const pathTricks: Readonly<Record<string, readonly string[]>> = {
  'dot segments': [
    '/./admin/x',
    '/chat/../admin/x',
    '/a/b/../../admin/x',
    '/%2e/admin/x',
    '/chat/%2e%2e/admin/x',
    '/chat/.%2E/admin/x',
    '/../../admin/x',
  ],
  'encoded letters': ['/%61dmin/x', '/a%64min/x', '/%61%64%6d%69%6e/x', '/admi%6E/x', '/%2561dmin/x', '/%252561dmin/x'],
  'encoded slashes': [
    '/admin%2fx',
    '/admin%2f%c3x',
    '/%fe%2f..%2fadmin%2f%ff',
    '/admin%2Fx',
    '/%2fadmin/x',
    '/admin%252fx',
    '/admin%25252Fx',
    '/chat%2f..%2fadmin%2fx',
    '/chat/..%2fadmin/x',
    '/chat/..%252fadmin/x',
  ],
  backslashes: [
    '/admin\\x',
    '\\admin\\x',
    '/chat\\..\\admin\\x',
    '/admin%5cx',
    '/%5cadmin/x',
    '/admin%255cx',
    '/chat/..%5cadmin/x',
  ],
  'doubled slashes': ['//admin/x', '/admin//x', '///admin///x', '/chat//../../admin/x', '/.//admin/x'],
  case: ['/ADMIN/x', '/Admin/x', '/aDmIn/X', '/%41DMIN/x'],
  parameters: ['/admin;v=1/x', '/;a/admin/x', '/chat/..;/admin/x', '/admin;/x', '/admin%3bv/x'],
  'control characters': ['/adm\tin/x', '/adm%09in/x', '/admin%00/x', '/ad%0amin/x', '/%0dadmin/x', '/admin%7f/x'],
  query: ['/admin/x?', '/admin/x?/chat', '/admin/?a=/../chat', '/admin/x?%2fchat', '/admin/x??'],
}

/** What a server makes of an address that is not on the list. */
const foreignHosts: Readonly<Record<string, readonly string[]>> = {
  'name around the name': [
    'allowed.example.evil.test',
    'notallowed.example',
    'allowed-example',
    'allowedxexample',
    'xallowed.example',
    'allowed.example-evil.test',
    'allowed.examplex',
    'allowed.exampl',
    'evil.test.allowed.example.evil.test',
  ],
  'look-alike': [
    'аllowed.example',
    'aIIowed.example',
    'al1owed.example',
    'allоwed.example',
    'allowed.exаmple',
    'allowed.examp1e',
    'ɑllowed.example',
    'allowed.exam\u0440le',
    'xn--llowed-4nf.example',
    'allowed․example.evil.test',
    'ａllowed.example.evil.test',
  ],
  'something that ends a host': [
    'evil.test\\.allowed.example',
    'evil.test\\@allowed.example',
    'evil.test/.allowed.example',
    'evil.test?.allowed.example',
    'evil.test#.allowed.example',
    'evil.test%2f.allowed.example',
    'evil.test%23.allowed.example',
    'evil.test%00.allowed.example',
    'evil.test\\\\allowed.example',
  ],
  userinfo: [
    'allowed.example@evil.test',
    'allowed.example:443@evil.test',
    'wss%3a%2f%2fallowed.example@evil.test',
    'allowed.example%40evil.test@evil.test',
    'a@allowed.example@evil.test',
    'allowed.example%2f@evil.test',
  ],
  address: [
    '192.0.2.2',
    '192.0.2.10',
    '192.0.2.11',
    '192.0.2.1.evil.test',
    '0300.0.2.02',
    '3221225986',
    '0xc0000202',
    '[::ffff:192.0.2.2]',
    '[::1]',
    '[::]',
    '0.0.0.0',
    '127.0.0.1',
    'localhost',
    '[2001:db8::192.0.2.1]',
    '[::192.0.2.1]',
    '[64:ff9b::192.0.2.1]',
  ],
  'white space': [
    'evil.test\t.allowed.example',
    'evil.test\n/.allowed.example',
    'allowed.example .evil.test',
    'allowed.example%20.evil.test',
    'allowed.example\r\n@evil.test',
  ],
}

/** Names of the allowed host with something behind it that only looks as if it were the host. */
const misleadingHosts = [
  'allowed.example\\@evil.test',
  'allowed.example\\.evil.test',
  'allowed.example\\\\evil.test',
  'allowed.example/@evil.test',
  'allowed.example?@evil.test',
  'allowed.example:443\\@evil.test',
]

/** Spellings of a path below `/chat/` that look as if they led out of it. */
const misleadingPaths = [
  '/chat//../x',
  '/chat/./../chat/x',
  '/chat/a/../x',
  '/x/../chat/x',
  '\\chat\\x',
  '/chat/x?/../..',
]

/** Spellings of a path on the one host of which only `/chat/` is allowed. */
const foreignPaths = [
  '/',
  '/chat',
  '/chat/..',
  '/chat/../',
  '/chatx/',
  '/CHAT/x',
  '/chat/..%2f',
  '/chat/%2e%2e/x',
  '/chat/%252e%252e/x',
  '/chat/..%5cx',
  '/chat/..\\x',
  '/chat/..;/x',
  '/chat/.%2e;/x',
  '/x?/chat/',
  '/x?y=/chat/',
  '/%2fchat/../x',
  '/x;/chat/',
  '/x%3f/chat/',
  '/x%23/chat/',
  '/chat/a/../../x',
  '//chat/x',
  '/chat//../../x',
  '/chat/%2e%2e%2fx',
  '/chat/..%00/x',
  '/chat/.%09./x',
]

export function attemptsOnBlockList(): Attempt[] {
  const hosts = named(blockedHosts).flatMap(({ trick, url: host }) =>
    schemes.flatMap((scheme) =>
      userinfos.flatMap((userinfo) =>
        [...ports.map((port) => `${port}/`), ...endings].map((rest) => ({
          trick,
          url: `${scheme}://${userinfo}${host}${rest}`,
        })),
      ),
    ),
  )
  const paths = named(pathTricks).flatMap(({ trick, url: path }) =>
    schemes.flatMap((scheme) => ports.map((port) => ({ trick, url: `${scheme}://open.example${port}${path}` }))),
  )
  return [...hosts, ...paths]
}

export function attemptsOnAllowList(): Attempt[] {
  const hosts = named(foreignHosts).flatMap(({ trick, url: host }) =>
    schemes.flatMap((scheme) => endings.map((rest) => ({ trick, url: `${scheme}://${host}${rest}` }))),
  )
  const paths = foreignPaths.map((path) => ({ trick: 'path', url: `wss://open.example:8443${path}` }))
  const otherPorts = ['', ':443', ':8444', ':08444', ':84430'].map((port) => ({
    trick: 'port',
    url: `wss://open.example${port}/chat/x`,
  }))
  const insecure = ['ws', 'Ws', 'http', 'https', 'wss+x', 'ws:wss'].map((scheme) => ({
    trick: 'scheme',
    url: `${scheme}://allowed.example/`,
  }))
  return [...hosts, ...paths, ...otherPorts, ...insecure]
}

/** URLs that look foreign and lead to what is allowed: they may be let through, and only to there. */
export function misleadingAttempts(): Attempt[] {
  const hosts = misleadingHosts.flatMap((host) =>
    schemes.flatMap((scheme) =>
      endings.map((rest) => ({ trick: 'misleading host', url: `${scheme}://${host}${rest}` })),
    ),
  )
  const paths = misleadingPaths.map((path) => ({ trick: 'misleading path', url: `wss://open.example:8443${path}` }))
  return [...hosts, ...paths]
}

function named(tricks: Readonly<Record<string, readonly string[]>>): Attempt[] {
  return Object.entries(tricks).flatMap(([trick, urls]) => urls.map((url) => ({ trick, url })))
}
