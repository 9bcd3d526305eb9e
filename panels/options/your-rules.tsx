import { RefusalAlert } from '../shared/alert.tsx'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { type RulesForm, useRulesForm } from './rules-form.ts'

/** The person's own rules, which only tighten what the organisation allows (spec P6). */
export function YourRules({ call }: Pick<Session, 'call'>) {
  const form = useRulesForm(call)
  return (
    <section class="card" aria-labelledby="your-rules">
      <header class="card-header">
        <h2 id="your-rules">{t('yourRules')}</h2>
      </header>
      <p>{t('yourRulesExplained')}</p>
      {form.fault.value !== undefined && <p class="policy-fault">{t('yourRulesUnreadable', form.fault.value)}</p>}
      {form.draft.value && <RulesFields form={form} />}
    </section>
  )
}

function RulesFields({ form }: { form: RulesForm }) {
  const refusal = form.refusal.value
  return (
    <form
      class="rules-form"
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <Switch form={form} name="onlyListed" label={t('onlyListed')} />
      <Patterns form={form} name="allowedUrls" label={t('listedAddresses')} />
      <Patterns form={form} name="blockedUrls" label={t('blockedAddresses')} />
      <p class="hint">{t('patternsExplained')}</p>
      <Switch form={form} name="requireSecure" label={t('requireSecure')} />
      <Switch form={form} name="allowInsecureLoopback" label={t('allowInsecureLoopback')} />
      <Switch form={form} name="auditMessages" label={t('auditMessages')} />
      <Amount form={form} name="maxConnections" label={t('maxConnections')} />
      <Amount form={form} name="maxMessageBytes" label={t('maxMessageBytes')} />
      {refusal && <RefusalAlert refusal={refusal} />}
      <div class="form-end">
        <button type="submit" class="primary">
          {t('saveRules')}
        </button>
        <span role="status">{form.saved.value ? t('rulesSaved') : ''}</span>
      </div>
    </form>
  )
}

interface FieldProps<Name> {
  readonly form: RulesForm
  readonly name: Name
  readonly label: string
}

type SwitchName = 'onlyListed' | 'requireSecure' | 'allowInsecureLoopback' | 'auditMessages'

function Switch({ form, name, label }: FieldProps<SwitchName>) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={form.draft.value?.[name] ?? false}
        onChange={(event) => form.edit({ [name]: event.currentTarget.checked })}
      />
      <span>{label}</span>
    </label>
  )
}

function Patterns({ form, name, label }: FieldProps<'allowedUrls' | 'blockedUrls'>) {
  return (
    <label class="patterns">
      <span>{label}</span>
      <textarea
        rows={3}
        spellcheck={false}
        value={form.draft.value?.[name] ?? ''}
        onInput={(event) => form.edit({ [name]: event.currentTarget.value })}
      />
    </label>
  )
}

function Amount({ form, name, label }: FieldProps<'maxConnections' | 'maxMessageBytes'>) {
  return (
    <label class="amount">
      <span>{label}</span>
      <input
        type="number"
        min={0}
        step={1}
        value={form.draft.value?.[name] ?? ''}
        onInput={(event) => form.edit({ [name]: event.currentTarget.value })}
      />
    </label>
  )
}
