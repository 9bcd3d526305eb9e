import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { RefusalAlert } from '../shared/alert.tsx'
import { said } from '../shared/said.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { type AmountName, type ListName, listFaults, type SwitchName } from './rules-draft.ts'
import { type RulesForm, useRulesForm } from './rules-form.ts'

/** The person's own rules, which only tighten what the organisation allows. */
export function YourRules({ session }: { session: Session }) {
  const form = useRulesForm(session)
  return (
    <section class="card" aria-labelledby="your-rules">
      <header class="card-header">
        <h2 id="your-rules">{t('yourRules')}</h2>
      </header>
      <p>{t('yourRulesExplained')}</p>
      {form.fault.value !== undefined && <p class="policy-fault">{t('yourRulesUnreadable', said(form.fault.value))}</p>}
      {form.draft.value && <RulesFields form={form} />}
      {!form.draft.value && form.refusal.value && <RefusalAlert refusal={form.refusal.value} />}
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
      <Group title={t('rulesAddresses')}>
        <Switch form={form} name="onlyListed" label={t('onlyListed')} />
        <Lines form={form} name="allowedUrls" label={t('listedAddresses')} />
        <Lines form={form} name="blockedUrls" label={t('blockedAddresses')} />
        <p class="hint">{t('patternsExplained')}</p>
        <Switch form={form} name="requireSecure" label={t('requireSecure')} />
        <Switch form={form} name="allowInsecureLoopback" label={t('allowInsecureLoopback')} isInner />
        <Switch form={form} name="onlyGiven" label={t('onlyGiven')} />
      </Group>
      <Group title={t('rulesHeaders')}>
        <Lines form={form} name="blockedHeaders" label={t('blockedHeaders')} />
        <Lines form={form} name="addedHeaders" label={t('addedHeaders')} />
      </Group>
      <Group title={t('rulesLimits')}>
        <Amount form={form} name="maxConnections" label={t('maxConnections')} />
        <Amount form={form} name="maxMessageBytes" label={t('maxMessageBytes')} />
      </Group>
      <Group title={t('rulesLogs')}>
        <Switch form={form} name="auditMessages" label={t('auditMessages')} />
        <Switch form={form} name="auditContent" label={t('auditContent')} />
        <Switch form={form} name="forgetLogs" label={t('forgetLogs')} />
        <Amount form={form} name="logRetentionDays" label={t('logRetentionDays')} />
        <Switch form={form} name="noExport" label={t('noExport')} />
        <Switch form={form} name="noExportOfSecrets" label={t('noExportOfSecrets')} />
      </Group>
      {refusal && <RefusalAlert refusal={refusal} />}
      <div class="form-end">
        <button type="submit" class="primary">
          {t('saveRules')}
        </button>
        <span role="status">{form.saved.value ? t('rulesSaved') : form.isEdited.value ? t('rulesUnsaved') : ''}</span>
      </div>
    </form>
  )
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="rules-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

interface FieldProps<Name> {
  readonly form: RulesForm
  readonly name: Name
  readonly label: string
}

/** @param isInner whether it says more of the one above */
function Switch({ form, name, label, isInner = false }: FieldProps<SwitchName> & { readonly isInner?: boolean }) {
  return (
    <label class={`check ${isInner ? 'inner' : ''}`}>
      <input
        type="checkbox"
        checked={form.draft.value?.[name] ?? false}
        onChange={(event) => form.edit({ [name]: event.currentTarget.checked })}
      />
      <span>{label}</span>
    </label>
  )
}

function Lines({ form, name, label }: FieldProps<ListName>) {
  const id = useId()
  const text = form.draft.value?.[name] ?? ''
  const faults = form.isChecked.value ? listFaults[name](text) : []
  return (
    <div class="patterns">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        spellcheck={false}
        aria-invalid={faults.length > 0}
        aria-describedby={`${id}-faults`}
        value={text}
        onInput={(event) => form.edit({ [name]: event.currentTarget.value })}
      />
      <ul class="line-faults" id={`${id}-faults`}>
        {faults.map(({ line, message }) => (
          <li key={line}>{t('lineFault', line, message)}</li>
        ))}
      </ul>
    </div>
  )
}

function Amount({ form, name, label }: FieldProps<AmountName>) {
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
