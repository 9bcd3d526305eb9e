import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import schema from '../../managed-schema.json' with { type: 'json' }
import { readPolicy } from '../../src/core/policy-format.ts'

const guide = readFileSync('docs/administrators.md', 'utf8')
const samples = [readFileSync('README.md', 'utf8'), guide].flatMap((text) =>
  [...text.matchAll(/```json\n(.*?)```/gs)].map(([, sample = '']) => JSON.parse(sample) as unknown),
)

/** The policy in what a browser is given it with, which names the extension. */
function policyIn(sample: unknown): unknown {
  const members = Object(sample) as Record<string, unknown>
  if ('version' in members) return members
  const [inner] = 'data' in members ? [members.data] : Object.values(members)
  return policyIn(inner)
}

it('the samples of policies are read as they stand', () => {
  expect(samples.length).toBeGreaterThan(4)
  for (const sample of samples) {
    expect(readPolicy(policyIn(sample))).toMatchObject({ state: 'active', profileFaults: [] })
  }
  const [, rules = ''] = /^"rules"=(".*")$/m.exec(guide) ?? []
  expect(readPolicy({ version: 1, rules: JSON.parse(JSON.parse(rules)) })).toMatchObject({ state: 'active' })
})

it('every rule is told', () => {
  for (const rule of Object.keys(schema.properties.rules.properties))
    expect(guide).toMatch(new RegExp(`\`${rule}[:\`]`))
})
