import { useId, useMemo } from 'preact/hooks'
import { compileMatch, type Match } from '../../../src/core/match.ts'
import { type Change, partsOf } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { createTyped } from '../../shared/typed.ts'
import { asItIs, TextOption } from './text-option.tsx'

interface MatchFieldsProps {
  readonly match: Match
  readonly onChange: Change<Match>
}

/** What is looked for in a message. */
export function MatchFields({ match, onChange }: MatchFieldsProps) {
  const id = useId()
  const typed = useMemo(() => createTyped<Match>(), [])
  const compiled = compileMatch(match)
  const fault = compiled.ok ? undefined : id
  return (
    <>
      <div class="option">
        <span aria-hidden="true">{t('matchType')}</span>
        <Choice
          label={t('matchType')}
          value={match.type}
          options={[
            ['any', t('matchAny')],
            ['contains', t('matchContains')],
            ['regular-expression', t('matchExpression')],
            ['json-path', t('matchPath')],
          ]}
          onChoose={(type) => onChange(typed.as(type, emptyMatch))}
        />
      </div>
      {match.type === 'contains' && (
        <TextOption
          key="contains"
          label="matchText"
          hasLines
          help="matchTextExplained"
          {...asItIs}
          value={match.text}
          onChange={(text) => partsOf(onChange, 'contains')({ text })}
        />
      )}
      {match.type === 'regular-expression' && (
        <>
          <TextOption
            key="expression"
            label="matchPattern"
            help="matchPatternExplained"
            fault={fault}
            {...asItIs}
            value={match.pattern}
            onChange={(pattern) => partsOf(onChange, 'regular-expression')({ pattern })}
          />
          <label class="check option-check">
            <input
              type="checkbox"
              checked={match.ignoreCase}
              onChange={(event) => partsOf(onChange, 'regular-expression')({ ignoreCase: event.currentTarget.checked })}
            />
            {t('matchIgnoreCase')}
          </label>
        </>
      )}
      {match.type === 'json-path' && (
        <>
          <TextOption
            key="path"
            label="matchJsonPath"
            help="matchJsonPathExplained"
            fault={fault}
            {...asItIs}
            value={match.path}
            onChange={(path) => partsOf(onChange, 'json-path')({ path })}
          />
          <TextOption
            key="equals"
            label="matchEquals"
            hasLines
            help="matchEqualsExplained"
            {...asItIs}
            value={match.equals}
            onChange={(equals) => partsOf(onChange, 'json-path')({ equals })}
          />
        </>
      )}
      {!compiled.ok && (
        <p class="fault option-fault" id={id} role="alert">
          {said(compiled.refusal.message)}
        </p>
      )}
    </>
  )
}

function emptyMatch(type: Match['type']): Match {
  switch (type) {
    case 'any':
      return { type }
    case 'contains':
      return { type, text: '' }
    case 'regular-expression':
      return { type, pattern: '', ignoreCase: false }
    case 'json-path':
      return { type, path: '$', equals: '' }
  }
}
