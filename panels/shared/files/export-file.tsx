import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ExportRefusal, SecretsWay } from '../../../src/core/export-policy.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { RefusalAlert } from '../alert.tsx'
import { PolicyReason } from '../policy-reason.tsx'
import { saveFile } from '../save-file.ts'
import { type TextKey, t } from '../text.ts'
import { useWork } from '../use-work.ts'
import type { Exportable, SecretsChoice } from './exporting.ts'
import { Places } from './import-preview.tsx'
import { Passphrase } from './passphrase.tsx'

const fileName = 'switchboard.json'
/** Short passphrases are found by trying, however slow each try is made. */
const leastPassphrase = 10

const ways: readonly (readonly [SecretsWay, TextKey, TextKey])[] = [
  ['left-out', 'secretsLeftOut', 'secretsLeftOutExplained'],
  ['encrypted', 'secretsEncrypted', 'secretsEncryptedExplained'],
  ['in-clear', 'secretsInClear', 'secretsInClearExplained'],
]

interface ExportFileProps {
  readonly exportable: Exportable
  /** Why policy lets no secrets out, if it does not. */
  readonly secretsRefusal: ExportRefusal | undefined
}

export function ExportFile({ exportable, secretsRefusal }: ExportFileProps) {
  const chosen = useSignal<SecretsWay>('left-out')
  const refusal = useSignal<Refusal | undefined>(undefined)
  const making = useWork()
  const latest = useRef(secretsRefusal)
  latest.current = secretsRefusal
  const { count, secrets } = exportable
  const way = secretsRefusal ? 'left-out' : chosen.value
  const save = (choice: SecretsChoice) =>
    making.run(
      (signal) => exportable.write(choice, signal),
      (written) => {
        // It takes its time to encrypt them, and policy may keep them in by then; beside the ways it says so.
        if (isBarred(choice.secrets, latest.current)) return
        refusal.value = written.ok ? undefined : written.refusal
        if (written.ok) saveFile(new Blob([written.value], { type: 'application/json' }), fileName)
      },
    )
  const outcome = making.isRunning ? (
    <Working onCancel={making.cancel} />
  ) : (
    refusal.value && <RefusalAlert refusal={refusal.value} />
  )
  if (secrets.length === 0) {
    return (
      <section aria-label={t('exportFile')}>
        <p>{t('exportHasNoSecrets', count)}</p>
        <DownloadButton onClick={() => void save({ secrets: 'left-out' })} />
        {outcome}
      </section>
    )
  }
  return (
    <section aria-label={t('exportFile')}>
      <p>{t('exportHasSecrets', count, secrets.length)}</p>
      <Ways way={way} secretsRefusal={secretsRefusal} onChoose={(name) => (chosen.value = name)} />
      {way === 'left-out' && <DownloadButton onClick={() => void save({ secrets: 'left-out' })} />}
      {way === 'encrypted' && (
        <Passphrase
          action={t('download', fileName)}
          least={leastPassphrase}
          hint={t('passphraseHint', leastPassphrase)}
          onGiven={(passphrase) => save({ secrets: 'encrypted', passphrase })}
        />
      )}
      {way === 'in-clear' && <InClear onDownload={() => void save({ secrets: 'in-clear' })} />}
      {outcome}
      <Places title={t(way === 'left-out' ? 'exportOmitted' : 'exportContained')} lines={secrets} />
    </section>
  )
}

/** Nobody can say how long it takes. */
export function Working({ onCancel }: { onCancel?: () => void }) {
  return (
    <div>
      <span class="import-progress" role="status">
        <progress aria-label={t('exportProgress')} />
        {t('working')}
      </span>
      {onCancel && (
        <button type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
      )}
    </div>
  )
}

function DownloadButton({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="primary" onClick={onClick}>
      {t('download', fileName)}
    </button>
  )
}

interface WaysProps extends Pick<ExportFileProps, 'secretsRefusal'> {
  readonly way: SecretsWay
  readonly onChoose: (way: SecretsWay) => void
}

function Ways({ way, secretsRefusal, onChoose }: WaysProps) {
  return (
    <fieldset class="export-ways">
      <legend>{t('exportSecretsWay')}</legend>
      {ways.map(([value, name, explained]) => (
        <label key={value} class="check">
          <input
            type="radio"
            name="secrets"
            checked={way === value}
            disabled={isBarred(value, secretsRefusal)}
            onChange={() => onChoose(value)}
          />
          <span>
            {t(name)}
            <small>{t(explained)}</small>
            {isBarred(value, secretsRefusal) && <PolicyReason refusal={secretsRefusal} />}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function isBarred(way: SecretsWay, refusal: ExportRefusal | undefined): refusal is ExportRefusal {
  return way !== 'left-out' && refusal !== undefined
}

/** Chosen a second time, because whoever has the file can use what is in it. */
function InClear({ onDownload }: { onDownload: () => void }) {
  const isSure = useSignal(false)
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={isSure.value}
          onChange={(event) => (isSure.value = event.currentTarget.checked)}
        />
        <span>{t('exportInClear')}</span>
      </label>
      <button type="button" disabled={!isSure.value} onClick={onDownload}>
        {t('downloadWithSecrets')}
      </button>
    </>
  )
}
