import type { Refusal } from '../../../src/core/result.ts'
import { RefusalAlert } from '../alert.tsx'
import { said } from '../said.ts'
import { t } from '../text.ts'

/** Why nothing was imported. */
export function ImportRefusal({ refusal }: { refusal: Pick<Refusal<string>, 'code' | 'message'> }) {
  return <RefusalAlert refusal={{ code: refusal.code, message: `${said(refusal.message)} ${t('nothingChanged')}` }} />
}
