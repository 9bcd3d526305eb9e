import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { PageToken, PageTokenSource } from '../../../src/core/auth.ts'
import { jsonPathSteps } from '../../../src/core/json-path.ts'
import type { Result } from '../../../src/core/result.ts'
import { Choice } from '../../shared/controls.tsx'
import { counted } from '../../shared/counted.ts'
import { FormRow } from '../../shared/form-row.tsx'
import { said } from '../../shared/said.ts'
import { plainText, SecretText } from '../../shared/secret-input.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import { readPageToken } from '../model/page-token.ts'
import { JwtFacts } from './jwt-facts.tsx'

const sources: readonly (readonly [PageTokenSource, TextKey, TextKey])[] = [
  ['local-storage', 'sourceLocalStorage', 'fromStorageExplained'],
  ['session-storage', 'sourceSessionStorage', 'fromStorageExplained'],
  ['cookie', 'sourceCookie', 'fromCookieExplained'],
  ['expression', 'sourceExpression', 'fromExpressionExplained'],
]

interface PageTokenFieldsProps {
  readonly auth: PageToken
  readonly side: BrowserSide
  readonly change: (part: Partial<PageToken>) => void
}

/** Where in the inspected page the token is. */
export function PageTokenFields({ auth, side, change }: PageTokenFieldsProps) {
  const id = useId()
  const explained = sources.find(([source]) => source === auth.source)?.[2] ?? 'fromStorageExplained'
  const isPath = jsonPathSteps(auth.path) !== undefined
  return (
    <>
      <FormRow label={t('source')} id={`${id}-source`}>
        <Choice
          id={`${id}-source`}
          label={t('source')}
          value={auth.source}
          options={sources.map(([source, name]) => [source, t(name)] as const)}
          onChoose={(source) => change({ source })}
        />
      </FormRow>
      <FormRow label={t('from')} id={`${id}-from`} hint={t(explained)}>
        <input
          {...plainText}
          class="mono"
          id={`${id}-from`}
          aria-describedby={`${id}-from-hint`}
          value={auth.from}
          onInput={(event) => change({ from: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow
        label={t('jsonPath')}
        id={`${id}-path`}
        hint={t(isPath ? 'jsonPathExplained' : 'jsonPathInvalid')}
        isFault={!isPath}
      >
        <input
          {...plainText}
          class="mono"
          id={`${id}-path`}
          placeholder="$.auth.token"
          aria-invalid={!isPath}
          aria-describedby={`${id}-path-hint`}
          value={auth.path}
          onInput={(event) => change({ path: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('header')} id={`${id}-header`} hint={t('pageTokenHeaderExplained')}>
        <input
          {...plainText}
          class="mono"
          id={`${id}-header`}
          placeholder="Authorization"
          aria-describedby={`${id}-header-hint`}
          value={auth.header}
          onInput={(event) => change({ header: event.currentTarget.value })}
        />
      </FormRow>
      {side.hasInspectedPage() ? (
        <ReadNow key={`${auth.source} ${auth.from} ${auth.path}`} auth={auth} side={side} />
      ) : (
        <p class="form-note">{t('pageTokenOnlyInDevTools')}</p>
      )}
    </>
  )
}

/** Tries what the fields say; the token itself is read afresh at each connect. */
function ReadNow({ auth, side }: { auth: PageToken; side: BrowserSide }) {
  const read = useSignal<Result<string> | Promise<Result<string>> | undefined>()
  const readNow = async () => {
    const reading = readPageToken(auth, side)
    read.value = reading
    const told = await reading
    if (read.peek() === reading) read.value = told
  }
  const isReading = read.value instanceof Promise
  const result = read.value instanceof Promise ? undefined : read.value
  return (
    <>
      <div class="form-wide read-now">
        <button type="button" aria-disabled={isReading} onClick={isReading ? undefined : () => void readNow()}>
          {t('readNow')}
        </button>
        {isReading && (
          <button
            type="button"
            onClick={() => {
              read.value = undefined
            }}
          >
            {t('cancel')}
          </button>
        )}
        <span role="status" aria-label={t('readNowResult')} class={result?.ok === false ? 'fault' : ''}>
          {isReading && t('readingNow')}
          {result?.ok === true && counted('pageTokenFound', result.value.length)}
          {result?.ok === false && said(result.refusal.message)}
        </span>
        {result?.ok === true && <SecretText label={t('token')} text={result.value} />}
      </div>
      {result?.ok === true && <JwtFacts token={result.value} />}
    </>
  )
}
