import type { Auth } from '../../../src/core/auth.ts'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { previewOf } from '../../../src/core/preview.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import { authNames } from '../auth-names.ts'
import { shownTitle } from '../profile-title.ts'
import { said } from '../said.ts'
import { seen } from '../special.ts'
import { t } from '../text.ts'
import type { ImportModel } from './import-model.ts'
import { Passphrase } from './passphrase.tsx'
import type { Candidate, Preview } from './preview.ts'

/** The characters that are shown of a text: what can be chosen, and why something cannot be, stays in sight. */
const mostShown = 500
/** The lines that are shown of a list: a file may have a secret in each of a million headers. */
const mostLines = 500

interface ImportPreviewProps {
  readonly model: ImportModel
  readonly preview: Preview
  /** Whether rules are restored here. */
  readonly takesRules?: boolean
}

/** What will be added, what is dropped or changed, and where there are secrets. */
export function ImportPreview({ model, preview, takesRules = false }: ImportPreviewProps) {
  return (
    <section class="files-preview" aria-label={t('importPreview')}>
      <h3>{t('importBrings', preview.sources.join(', '), preview.candidates.length)}</h3>
      <ChooseAll model={model} />
      <ul class="files-candidates">
        {preview.candidates.map((candidate) => (
          <CandidateItem model={model} candidate={candidate} />
        ))}
        {preview.environments.map((environment) => (
          <EnvironmentItem model={model} environment={environment} />
        ))}
        {takesRules && preview.rules !== undefined && <RulesItem model={model} fault={preview.rulesFault} />}
      </ul>
      {!takesRules && preview.rules !== undefined && <p>{t('rulesNotHere')}</p>}
      <Places
        title={t('importNotes')}
        lines={preview.notes.map(({ place, message }) =>
          place === '' ? said(message) : `${said(place)}: ${said(message)}`,
        )}
      />
      <Places title={t('importSecrets')} lines={preview.secrets} />
      {preview.isLocked && (
        <Passphrase action={t('unlock')} least={1} hint={t('unlockExplained')} onGiven={model.unlock} />
      )}
    </section>
  )
}

/** Of a large file perhaps one profile is wanted. */
function ChooseAll({ model }: { model: ImportModel }) {
  const all = model.choosable.value
  const chosen = all.filter(model.isChosen)
  if (all.length < 2) return null
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => model.choose(all, event.currentTarget.checked)}
      />
      {t('importAll')}
    </label>
  )
}

function CandidateItem({ model, candidate }: { model: ImportModel; candidate: Candidate }) {
  const { given, fault } = candidate
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={model.isChosen(candidate)}
          disabled={fault !== undefined}
          onChange={(event) => model.choose([candidate], event.currentTarget.checked)}
        />
        <span>
          {shownOf(shownTitle(given.profile))}
          <small>{[...placesOf(given.profile), ...partsOf(candidate)].filter(Boolean).map(shownOf).join(' · ')}</small>
          {fault !== undefined && <small class="composer-fault">{seen(t('cannotBeAdded', said(fault)))}</small>}
        </span>
      </label>
    </li>
  )
}

function EnvironmentItem({ model, environment }: { model: ImportModel; environment: ImportedEnvironment }) {
  const { name, variables } = environment
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={model.isChosen(environment)}
          onChange={(event) => model.choose([environment], event.currentTarget.checked)}
        />
        <span>
          {shownOf(t('bringsEnvironment', name))}
          <small>{shownOf(variables.map((variable) => variable.name).join(', '))}</small>
        </span>
      </label>
    </li>
  )
}

function RulesItem({ model, fault }: { model: ImportModel; fault: string | undefined }) {
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={model.isChosen('rules')}
          disabled={fault !== undefined}
          onChange={(event) => model.choose(['rules'], event.currentTarget.checked)}
        />
        <span>
          {t('yourRules')}
          <small>{t('bringsRules')}</small>
          {fault !== undefined && <small class="composer-fault">{t('cannotBeAdded', said(fault))}</small>}
        </span>
      </label>
    </li>
  )
}

function shownOf(text: string): string {
  return seen(previewOf(text, mostShown))
}

function placesOf({ url, folder }: Candidate['given']['profile']): string[] {
  return [url, folder.length > 0 ? t('inFolder', folder.join(' / ')) : '']
}

/** Also what it does by itself, and what it takes from the person and the inspected page: a file may be anybody's. */
function partsOf({ given: { profile, handshake, script }, variables, recordings }: Candidate): string[] {
  const recorded = recordings.reduce((sum, { messages }) => sum + messages, 0)
  const headers = headersOf(handshake).join(', ')
  const { messages, triggers } = script
  const onConnect = messages.filter((message) => message.onConnect).length
  return [
    t(profile.kind === 'json' ? 'kindJson' : 'kindText'),
    profile.subprotocols.length > 0 ? t('bringsSubprotocols', profile.subprotocols.join(', ')) : '',
    handshake.auth.type === 'none' ? '' : t('bringsAuth', authOf(handshake.auth)),
    headers === '' ? '' : t('bringsHeaders', headers),
    variables.length > 0 ? t('bringsVariables', variables.join(', ')) : '',
    messages.length > 0 ? t('bringsMessages', messages.length) : '',
    onConnect > 0 ? t('bringsOnConnect', onConnect) : '',
    triggers.length > 0 ? t('bringsTriggers', triggers.length) : '',
    profile.keepAlive.enabled ? t('bringsKeepAlive', profile.keepAlive.text) : '',
    recordings.length > 0 ? t('bringsRecordings', recordings.length, recorded) : '',
  ]
}

function authOf(auth: Auth): string {
  const name = t(authNames.get(auth.type) ?? 'authNone')
  return auth.type === 'page-token' ? `${name}: ${auth.from}` : name
}

function headersOf({ headers, cookie, origin, userAgent }: HandshakeSettings): string[] {
  const standard = { Cookie: cookie, Origin: origin, 'User-Agent': userAgent }
  const changed = Object.entries(standard).filter(([, { change }]) => change !== 'keep')
  return [...headers, ...changed.map(([name]) => ({ name }))].map(({ name }) => name)
}

/** A list under a title; nothing when it is empty. */
export function Places({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul class="files-places">
        {lines.slice(0, mostLines).map((line) => (
          <li>{seen(line)}</li>
        ))}
        {lines.length > mostLines && <li>{t('furtherPlaces', lines.length - mostLines)}</li>}
      </ul>
    </>
  )
}
