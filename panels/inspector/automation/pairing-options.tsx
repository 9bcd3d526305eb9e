import { jsonPathSteps } from '../../../src/core/json-path.ts'
import type { PairingRules } from '../../../src/core/pairing.ts'
import { TextOption } from './text-option.tsx'

interface PairingOptionsProps {
  readonly rules: PairingRules
  readonly onChange: (rules: PairingRules) => void
}

const path = {
  write: (kept: string) => kept,
  read: (text: string) => (text.trim() === '' || jsonPathSteps(text) ? text.trim() : undefined),
}

/** By what a request and its answer are known to belong together. */
export function PairingOptions({ rules, onChange }: PairingOptionsProps) {
  return (
    <div class="option-group">
      <TextOption
        label="pairingSent"
        help="pairingExplained"
        invalid="pairingInvalid"
        {...path}
        value={rules.sent}
        onChange={(sent) => onChange({ ...rules, sent })}
      />
      <TextOption
        label="pairingReceived"
        help="pairingReceivedExplained"
        invalid="pairingInvalid"
        {...path}
        value={rules.received}
        onChange={(received) => onChange({ ...rules, received })}
      />
    </div>
  )
}
