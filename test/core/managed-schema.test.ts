import { expect, test } from 'vitest'
import schema from '../../managed-schema.json' with { type: 'json' }
import { type RulesAsWritten, readPolicy } from '../../src/core/policy-format.ts'

/** Each rule that there is. */
const rules: Required<RulesAsWritten> = {
  allowedUrls: ['wss://x/*'],
  blockedUrls: ['wss://x/*'],
  requireSecure: true,
  allowInsecureLoopback: true,
  blockedHeaders: ['x-a'],
  addedHeaders: [{ name: 'x-a', value: '1' }],
  maxConnections: 1,
  maxMessageBytes: 1,
  auditMessages: true,
  auditContent: true,
  keepLogs: false,
  logRetentionDays: 1,
  allowExport: false,
  allowExportOfSecrets: false,
  allowUserUrls: false,
}

test('what Chromium is told of the policy is what is read: it drops what its schema does not have', () => {
  expect(readPolicy({ version: 1, rules })).toMatchObject({ state: 'active' })
  expect(Object.keys(schema.properties.rules.properties)).toEqual(Object.keys(rules))
})

test.each(Object.entries(rules))('%s beside the rules is delivered, so that it can be refused', (name, value) => {
  expect(schema.properties).toHaveProperty(name)
  expect(readPolicy({ version: 1, rules: {}, [name]: value })).toEqual({
    state: 'unreadable',
    reason: `${name} is not a setting this version knows.`,
  })
})

test('a rule that is not known is delivered or takes the rules with it, and never dropped alone', () => {
  expect(schema.properties.rules).toHaveProperty('additionalProperties')
})
