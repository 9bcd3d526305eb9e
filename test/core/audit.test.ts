import { expect, it } from 'vitest'
import { endpointOf } from '../../src/core/audit.ts'

it.each([
  ['wss://ada:s3cret@h/chat?token=s3cret', 'wss://h/chat'],
  // Not a URL before its variables are filled in, or at all.
  ['wss://ada:s3@cret@{{host}}/chat?token=s3cret', 'wss://{{host}}/chat'],
  ['ws://ada:s3cret@h:99999/a@b#s3cret', 'ws://h:99999/a@b'],
  ['{{url}}?token=s3cret', '{{url}}'],
  ['{{scheme}}://ada:s3cret@{{host}}/chat', '{{scheme}}://{{host}}/chat'],
  ['wss:ada:s3cret@{{host}}:{{port}}/chat', 'wss:{{host}}:{{port}}/chat'],
  ['wss:\\\\ada:s3cret@{{host}}:{{port}}/chat', 'wss:\\\\{{host}}:{{port}}/chat'],
  ['wss://ada:••••••@h/••••••/chat?token=s3cret', 'wss://h/••••••/chat'],
])('the ledger names %s without what may be secret', (url, endpoint) => {
  expect(endpointOf(url)).toBe(endpoint)
})
