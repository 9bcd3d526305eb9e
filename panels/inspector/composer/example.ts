import type { BinaryEncoding } from '../../../src/core/binary-text.ts'
import type { SendAs } from '../../../src/core/profile.ts'
import { t } from '../../shared/text.ts'

/** What stands in an empty composer. */
export function exampleOf(sendAs: SendAs, encoding: BinaryEncoding = 'hex'): string {
  switch (sendAs) {
    case 'text':
      return t('messageExampleText')
    case 'binary':
      return t(encoding === 'hex' ? 'messageExampleHex' : 'messageExampleBase64')
    default:
      return t('messageExampleJson')
  }
}
