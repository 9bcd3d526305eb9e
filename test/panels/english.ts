import messages from '../../public/_locales/en/messages.json' with { type: 'json' }

type Messages = Readonly<Record<string, { readonly message: string }>>

/** Stands in for `src/platform/i18n.ts`, which needs a browser: the texts themselves are the real ones. */
export const localized = textOf(messages)

export function textOf(texts: Messages) {
  return (name: string, substitutions: readonly string[]): string => {
    const { message } = texts[name] ?? { message: '' }
    return message.replace(/\$([$\d])/g, (_, place) => (place === '$' ? '$' : (substitutions[Number(place) - 1] ?? '')))
  }
}
