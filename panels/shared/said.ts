import { signal } from '@preact/signals'
import { t } from './text.ts'

type Translate = (english: string) => string

const translation = signal<Translate | undefined>()

/** A sentence from behind the views, in the person's language. They come in English, which is what is stored. */
export function said(english: string): string {
  return translation.value?.(english) ?? english
}

/** Makes `said` speak the language of the browser. The catalogue is loaded only where it is not English. */
export async function speakLanguage(): Promise<void> {
  if (t('language') === 'en') return
  const { createTranslation } = await import('./translation.ts')
  translation.value = createTranslation()
}
