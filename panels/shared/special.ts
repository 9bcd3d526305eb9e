/**
 * Characters that are not seen, or that change the order in which others are seen: control characters but for those of white
 * space, what directs bidirectional text, and what has no width. The two joiners stay, which scripts and emoji need.
 */
export const special =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]/g

/**
 * A text in which each special character has a sign, as in the editor, and nothing else is moved: what rows show, names and
 * addresses that may come from elsewhere, and sentences that quote any of it.
 */
export function seen(text: string): string {
  return text.replace(special, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '•'
  })
}
