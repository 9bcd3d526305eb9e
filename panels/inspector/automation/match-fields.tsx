import { compileMatch, type Match } from '../../../src/core/match.ts'
import { Choice } from '../../shared/controls.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { asItIs, TextOption } from './text-option.tsx'

interface MatchFieldsProps {
  readonly match: Match
  readonly onChange: (match: Match) => void
}

/** What is looked for in a message. */
export function MatchFields({ match, onChange }: MatchFieldsProps) {
  const compiled = compileMatch(match)
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
          onChoose={(type) => onChange(emptyMatch(type))}
        />
      </div>
      {match.type === 'contains' && (
        <TextOption
          key="contains"
          label="matchText"
          help="matchTextExplained"
          {...asItIs}
          value={match.text}
          onChange={(text) => onChange({ ...match, text })}
        />
      )}
      {match.type === 'regular-expression' && (
        <>
          <TextOption
            key="expression"
            label="matchPattern"
            help="matchPatternExplained"
            {...asItIs}
            value={match.pattern}
            onChange={(pattern) => onChange({ ...match, pattern })}
          />
          <label class="check option-check">
            <input
              type="checkbox"
              checked={match.ignoreCase}
              onChange={(event) => onChange({ ...match, ignoreCase: event.currentTarget.checked })}
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
            {...asItIs}
            value={match.path}
            onChange={(path) => onChange({ ...match, path })}
          />
          <TextOption
            key="equals"
            label="matchEquals"
            help="matchEqualsExplained"
            {...asItIs}
            value={match.equals}
            onChange={(equals) => onChange({ ...match, equals })}
          />
        </>
      )}
      {!compiled.ok && (
        <p class="fault option-fault" role="alert">
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
