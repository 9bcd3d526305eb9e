import { type Signal, useSignal } from '@preact/signals'
import { type TextKey, t } from '../text.ts'
import { download, type Exportable, type SecretsChoice } from './exporting.ts'
import { Places } from './import-preview.tsx'
import { Passphrase } from './passphrase.tsx'

const fileName = 'switchboard.json'
/** Short passphrases are found by trying, however slow each try is made. */
const leastPassphrase = 10

type Way = SecretsChoice['secrets']

const ways: readonly (readonly [Way, TextKey, TextKey])[] = [
  ['left-out', 'secretsLeftOut', 'secretsLeftOutExplained'],
  ['encrypted', 'secretsEncrypted', 'secretsEncryptedExplained'],
  ['in-clear', 'secretsInClear', 'secretsInClearExplained'],
]

export function ExportFile({ exportable }: { exportable: Exportable }) {
  const way = useSignal<Way>('left-out')
  const { count, secrets } = exportable
  const save = async (choice: SecretsChoice) => download(fileName, await exportable.write(choice))
  if (secrets.length === 0) {
    return (
      <section aria-label={t('exportFile')}>
        <p>{t('exportHasNoSecrets', count)}</p>
        <DownloadButton onClick={() => void save({ secrets: 'left-out' })} />
      </section>
    )
  }
  return (
    <section aria-label={t('exportFile')}>
      <p>{t('exportHasSecrets', count, secrets.length)}</p>
      <Ways way={way} />
      {way.value === 'left-out' && <DownloadButton onClick={() => void save({ secrets: 'left-out' })} />}
      {way.value === 'encrypted' && (
        <Passphrase
          action={t('download', fileName)}
          least={leastPassphrase}
          hint={t('passphraseHint', leastPassphrase)}
          onGiven={(passphrase) => save({ secrets: 'encrypted', passphrase })}
        />
      )}
      {way.value === 'in-clear' && <InClear onDownload={() => void save({ secrets: 'in-clear' })} />}
      <Places title={t(way.value === 'left-out' ? 'exportOmitted' : 'exportContained')} lines={secrets} />
    </section>
  )
}

function DownloadButton({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="primary" onClick={onClick}>
      {t('download', fileName)}
    </button>
  )
}

function Ways({ way }: { way: Signal<Way> }) {
  return (
    <fieldset class="export-ways">
      <legend>{t('exportSecretsWay')}</legend>
      {ways.map(([value, name, explained]) => (
        <label key={value} class="check">
          <input type="radio" name="secrets" checked={way.value === value} onChange={() => (way.value = value)} />
          <span>
            {t(name)}
            <small>{t(explained)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
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
