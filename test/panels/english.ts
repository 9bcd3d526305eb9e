import messages from '../../public/_locales/en/messages.json' with { type: 'json' }

/** Stands in for `src/platform/i18n.ts`, which needs a browser: the texts themselves are the real ones. */
export function localized(name: string, substitutions: readonly string[]): string {
  const { message } = (messages as Record<string, { message: string }>)[name] ?? { message: '' }
  return message.replace(/\$(\d)/g, (_, place) => substitutions[Number(place) - 1] ?? '')
}
