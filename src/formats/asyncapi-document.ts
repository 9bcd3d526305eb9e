import { jsonWithNumbersAsWritten } from '../core/json-numbers.ts'
import type { Draft } from './draft.ts'
import type { Auth, HeaderRow, ParameterRow, SavedMessage, Variable } from './imported.ts'
import { rowOf } from './secrets.ts'
import { entriesOf, memberOf, objectOf, textOf } from './values.ts'
import { usableName, variableOf } from './variables.ts'

export interface Server {
  readonly name: string
  readonly url: string
  readonly auth: Auth
  readonly variables: readonly Variable[]
}

export interface Channel {
  readonly name: string
  readonly path: string
  /** Names of the servers it is on; empty means all. */
  readonly servers: readonly string[]
  readonly headers: readonly HeaderRow[]
  readonly parameters: readonly ParameterRow[]
  readonly variables: readonly Variable[]
  readonly messages: readonly SavedMessage[]
}

/** References that lead to references; a longer chain is a circle. */
const mostReferences = 20

export class Document {
  readonly root: unknown
  readonly draft: Draft

  constructor(root: unknown, draft: Draft) {
    this.root = root
    this.draft = draft
  }

  /** The value itself, or what its `$ref` leads to inside this file. */
  resolve(value: unknown, place: string): unknown {
    let found = value
    for (let count = 0; count < mostReferences; count++) {
      const reference = memberOf(found, '$ref')
      if (typeof reference !== 'string') return found
      if (!reference.startsWith('#/')) {
        this.draft.note(place, `Left out: ${reference.slice(0, 80)} is in another file.`)
        return undefined
      }
      found = reference
        .slice(2)
        .split('/')
        .reduce((at: unknown, name) => memberOf(at, unescapeName(name)) ?? itemOf(at, name), this.root)
    }
    this.draft.note(place, 'Left out: its references lead back to themselves.')
    return undefined
  }

  /** The members of an object, each resolved. */
  members(value: unknown, place: string): [name: string, value: unknown][] {
    return entriesOf(this.resolve(value, place)).map(([name, member]) => [
      name,
      this.resolve(member, `${place}.${name}`),
    ])
  }

  /** The text a binding's schema describes for each of its properties. */
  rows(schema: unknown, place: string): HeaderRow[] {
    const resolved = this.resolve(schema, place)
    const required = memberOf(resolved, 'required')
    const needed = new Set(Array.isArray(required) ? required : [])
    return this.members(memberOf(resolved, 'properties'), `${place}.properties`).map(([name, property]) =>
      rowOf(name, sampleOf(property), needed.has(name)),
    )
  }
}

/** What a schema gives as an example of its value. */
function sampleOf(schema: unknown): string {
  const first = (list: unknown) => (Array.isArray(list) ? list[0] : undefined)
  const { const: constant, default: preset, example, examples, enum: choices } = objectOf(schema)
  const sample = constant ?? preset ?? example ?? first(examples) ?? first(choices)
  return typeof sample === 'object' && sample !== null ? jsonWithNumbersAsWritten(sample) : textOf(sample)
}

/** `{name}` of AsyncAPI as `{{name}}`. */
export function withVariables(template: string): string {
  return template.replace(/(?<!\{)\{([^{}]+)\}(?!\})/g, (_, name: string) => `{{${usableName(name)}}}`)
}

export function variableFrom(name: string, described: unknown): Variable {
  const schema = memberOf(described, 'schema')
  return variableOf(name, sampleOf(described) || sampleOf(schema), true)
}

export function bindingOf(channel: unknown, document: Document, place: string): unknown {
  return document.resolve(
    memberOf(document.resolve(memberOf(channel, 'bindings'), place), 'ws'),
    `${place}.bindings.ws`,
  )
}

export function isSocketProtocol(protocol: string): protocol is 'ws' | 'wss' {
  return protocol === 'ws' || protocol === 'wss'
}

/** RFC 6901 section 4; in a URI fragment, characters may also be percent-encoded. */
function unescapeName(name: string): string {
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

function itemOf(list: unknown, name: string): unknown {
  return Array.isArray(list) ? list[Number(name)] : undefined
}
