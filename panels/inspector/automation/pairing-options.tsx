import { jsonPathSteps } from '../../../src/core/json-path.ts'
import type { PairingRules } from '../../../src/core/pairing.ts'
import { TextOption } from './text-option.tsx'

interface PairingOptionsProps {
  readonly rules: PairingRules
  readonly change: (part: Partial<PairingRules>) => void
}

const path = {
  write: (kept: string) => kept,
  read: (text: string) => (text.trim() === '' || jsonPathSteps(text) ? text.trim() : undefined),
}

/** By what a request and its answer are known to belong together. */
export function PairingOptions({ rules, change }: PairingOptionsProps) {
  return (
    <div class="option-group">
      <TextOption
        label="pairingSent"
        help="pairingExplained"
        invalid="pairingInvalid"
        {...path}
        value={rules.sent}
        onChange={(sent) => change({ sent })}
      />
      <TextOption
        label="pairingReceived"
        help="pairingReceivedExplained"
        invalid="pairingInvalid"
        {...path}
        value={rules.received}
        onChange={(received) => change({ received })}
      />
    </div>
  )
}
