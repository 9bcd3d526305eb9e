import * as v from 'valibot'
import { listUpTo } from '../core/bounds.ts'
import { id, line, longText } from './fields.ts'

// The shape of what a view may store as an environment. Names are as typed: one that nothing can refer to yet must not
// be lost.

const variable = v.object({
  name: line,
  value: longText,
  enabled: v.boolean(),
  secret: v.boolean(),
})

export const environmentFields = { name: line, variables: listUpTo(variable, 1000) }

export const environmentSchema = v.object({
  id,
  ...environmentFields,
})
