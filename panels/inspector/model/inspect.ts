import { binaryFault } from '../../../src/core/binary-text.ts'
import { jsonFault } from '../../../src/core/json-check.ts'
import type { Draft } from '../../../src/core/profile.ts'
import { faultInWords, type TextFault } from '../../../src/core/text-fault.ts'
import { variablesIn } from '../../../src/core/variables.ts'
import type { Inspection, InspectionTask, PlacedMisfit } from './inspection.ts'
import { isJsonWay, sizeOf, withStandIns, withValues } from './outgoing.ts'

/** Looks at a message, in a Worker: the panel is painted without what it needs for that. */
export async function inspect({ draft, minify, schema, values }: InspectionTask): Promise<Inspection> {
  const fault = draftFault(draft)
  const isChecked = !fault && schema !== undefined && isJsonWay(draft.sendAs)
  return {
    ...(fault && { fault, words: faultInWords(draft.text, fault) }),
    size: sizeOf(draft, minify),
    variables: draft.sendAs === 'binary' ? [] : variablesIn(draft.text),
    misfits: isChecked ? await misfitsOf(draft.text, schema, values) : [],
  }
}

/** What keeps a draft from being sent. Nothing is wrong with an empty one until somebody sends it. */
function draftFault({ text, sendAs, encoding = 'hex' }: Draft): TextFault | undefined {
  if (text.trim() === '' || sendAs === 'text') return undefined
  if (sendAs === 'binary') return binaryFault(text, encoding)
  // A variable may stand for the whole object.
  const expected = sendAs === 'json-object' && !/^\s*\{\{/.test(text) ? 'object' : 'value'
  return jsonFault(withStandIns(text), expected)
}

/** The most that are told at once. */
const mostMisfits = 20

/** What a schema needs is loaded for the first of them. One that is wrong asks for nothing: its editor says why. */
async function misfitsOf(text: string, schema: string, values: InspectionTask['values']): Promise<PlacedMisfit[]> {
  const [{ compileSchema }, { offsetOf }] = await Promise.all([
    import('../../../src/core/json-schema.ts'),
    import('../../../src/core/json-place.ts'),
  ])
  const check = compileSchema(schema)
  if (!check.ok) return []
  const found = check.value(withValues(text, values)).slice(0, mostMisfits)
  const places = withStandIns(text)
  return found.map((misfit) => ({ ...misfit, offset: offsetOf(places, misfit.pointer) ?? 0 }))
}
