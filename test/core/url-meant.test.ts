import { expect, test } from 'vitest'
import { meantUrl } from '../../src/core/url-meant.ts'

test.each([
  ['http://example.com/a', 'ws://example.com/a'],
  [' HTTPS://example.com/a?b=1 ', 'wss://example.com/a?b=1'],
  ['example.com', 'wss://example.com'],
  ['echo.example.com/socket?x=1', 'wss://echo.example.com/socket?x=1'],
  ['localhost', 'ws://localhost'],
  ['localhost:8080/ws', 'ws://localhost:8080/ws'],
  ['127.0.0.1:1234', 'ws://127.0.0.1:1234'],
  ['[::1]:8080/', 'ws://[::1]:8080/'],
  ['192.168.1.20/ws', 'ws://192.168.1.20/ws'],
  ['172.20.0.3:80', 'ws://172.20.0.3:80'],
  ['172.200.0.3:80', 'wss://172.200.0.3:80'],
  ['printer.local', 'ws://printer.local'],
  ['backend:9000', 'ws://backend:9000'],
  ['[2001:db8::1]/a', 'wss://[2001:db8::1]/a'],
])('%s means %s', (text, meant) => {
  expect(meantUrl(text)).toBe(meant)
})

test.each([
  '',
  'nonsense',
  'two words',
  'ftp://example.com',
  'http://',
  'ws://example.com',
  '{{host}}/a',
  'mailto:a@b.c',
])('“%s” means nothing that can be guessed', (text) => {
  expect(meantUrl(text)).toBeUndefined()
})
