import * as v from 'valibot'

// The shape of what a view may store as an environment. Names are as typed: one that nothing can refer to yet must not
// be lost.

const name = v.pipe(v.string(), v.maxLength(1000))

const variable = v.strictObject({
  name,
  value: v.pipe(v.string(), v.maxLength(1_048_576)),
  enabled: v.boolean(),
  secret: v.boolean(),
})

export const environmentFields = { name, variables: v.pipe(v.array(variable), v.maxLength(1000), v.readonly()) }

export const environmentSchema = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  ...environmentFields,
})
