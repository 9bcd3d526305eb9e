import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Decision } from '../../src/core/policy.ts'
import type { Result } from '../../src/core/result.ts'
import { Field } from '../shared/controls.tsx'
import { said } from '../shared/said.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'

/** Asks the policy about a URL as a connect would, and names the rule that decides. Nothing is connected. */
export function PolicyTester({ call, mirror }: Session) {
  const url = useSignal('')
  /** Of the URL as it stands in the field. */
  const result = useSignal<Result<Decision> | undefined>(undefined)
  const test = async () => {
    const tested = url.peek()
    const answer = await call('policy.test', { url: tested })
    if (url.peek() === tested) result.value = answer
  }
  const policy = mirror.policy.value
  useEffect(() => {
    if (result.peek()) void test()
  }, [policy])
  return (
    <form
      class="policy-tester"
      onSubmit={(event) => {
        event.preventDefault()
        void test()
      }}
    >
      <Field label={t('testUrl')}>
        <input
          type="text"
          spellcheck={false}
          placeholder={t('exampleUrl')}
          value={url.value}
          onInput={(event) => {
            url.value = event.currentTarget.value
            result.value = undefined
          }}
        />
      </Field>
      <button type="submit">{t('test')}</button>
      <p class="test-result" role="status" aria-label={t('testResult')} data-allowed={isAllowed(result.value)}>
        {result.value && resultText(result.value)}
      </p>
    </form>
  )
}

function isAllowed(result: Result<Decision> | undefined): boolean | undefined {
  return result?.ok ? result.value.allowed : result && false
}

function resultText(result: Result<Decision>): string {
  if (!result.ok) return t('testBlocked', said(result.refusal.message))
  const { value } = result
  return value.allowed
    ? t('testAllowed', said(value.rule))
    : t('testBlocked', `${said(value.rule)} · ${said(value.message)}`)
}
