import * as v from 'valibot'
import { id, line, longText } from './fields.ts'

// The shape of what a view may store as an environment. Names are as typed: one that nothing can refer to yet must not
// be lost.

const variable = v.object({
  name: line,
  value: longText,
  enabled: v.boolean(),
  secret: v.boolean(),
})

export const environmentFields = { name: line, variables: v.pipe(v.array(variable), v.maxLength(1000)) }

export const environmentSchema = v.object({
  id,
  ...environmentFields,
})
