import { useId } from 'preact/hooks'
import { type MessageSchemas, noSchemas } from '../../../src/core/message-schemas.ts'
import { parts } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import type { ProfileScript } from '../../shared/profile-script.ts'
import { t } from '../../shared/text.ts'
import { SchemaField } from './schema-field.tsx'
import { SwitchOption } from './switch-option.tsx'

/** The JSON Schemas that messages are to fit, and what becomes of those that do not. */
export function SchemaOptions({ script }: { script: ProfileScript }) {
  const id = useId()
  const schemas = script.script.value?.schemas ?? noSchemas
  const change = parts<MessageSchemas>(
    (next) => void script.write({ schemas: next(script.script.peek()?.schemas ?? noSchemas) }),
  )
  const { use } = schemas
  return (
    <div class="option-group">
      <div class="option">
        <label for={id}>{t('schemaUse')}</label>
        <Choice
          id={id}
          label={t('schemaUse')}
          value={use}
          options={[
            ['none', t('schemaNone')],
            ['both', t('schemaBoth')],
            ['each', t('schemaEach')],
          ]}
          onChoose={(chosen) => change({ use: chosen })}
        />
        <small>{t('schemaUseExplained')}</small>
      </div>
      {use !== 'none' && (
        <SchemaField
          label={use === 'both' ? 'schemaOfAll' : 'schemaOfSent'}
          text={schemas.sent}
          onChange={(sent) => change({ sent })}
        />
      )}
      {use === 'each' && (
        <SchemaField label="schemaOfReceived" text={schemas.received} onChange={(received) => change({ received })} />
      )}
      {use !== 'none' && (
        <SwitchOption
          label="schemaRefuse"
          help="schemaRefuseExplained"
          isOn={schemas.refuse}
          onChange={(refuse) => change({ refuse })}
        />
      )}
    </div>
  )
}
