import german from '../../public/_locales/de/messages.json' with { type: 'json' }
import english from '../../public/_locales/en/messages.json' with { type: 'json' }

type Messages = Readonly<Record<string, { readonly message: string }>>

const catalogues = { en: english, de: german } satisfies Record<string, Messages>
let spoken: Messages = english

/** Changes the language of the browser that this stands in for. */
export function speak(language: keyof typeof catalogues): void {
  spoken = catalogues[language]
}

/** Stands in for `src/platform/i18n.ts`, which needs a browser: the texts themselves are the real ones. */
export function localized(name: string, substitutions: readonly string[]): string {
  return textOf(spoken)(name, substitutions)
}

export function textOf(texts: Messages) {
  return (name: string, substitutions: readonly string[]): string => {
    const { message } = texts[name] ?? { message: '' }
    return message.replace(/\$([$\d])/g, (_, place) => (place === '$' ? '$' : (substitutions[Number(place) - 1] ?? '')))
  }
}
