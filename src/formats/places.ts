/** The names and numbers of a place such as `profiles[0].auth.token`. */
function stepsOf(place: string): (string | number)[] {
  return [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  )
}

/** Where two contents of one shape have different texts, and the text of the first. */
export function differingTexts(one: unknown, other: unknown, place = ''): [place: string, text: string][] {
  if (one === other) return []
  if (typeof one === 'string') return [[place, one]]
  return Object.entries(Object(one)).flatMap(([name, part]) => {
    const step = Array.isArray(one) ? `[${name}]` : `${place && '.'}${name}`
    return differingTexts(part, Reflect.get(Object(other), name), place + step)
  })
}

/** The text at a place; undefined when there is none. */
function textAt(content: unknown, place: string): string | undefined {
  const found = stepsOf(place).reduce<unknown>((at, step) => ownMember(at, step), content)
  return typeof found === 'string' ? found : undefined
}

/** The same content with other texts at some places; a place where there is no text is passed over. */
export function withTexts<Content>(content: Content, texts: Readonly<Record<string, string>>): Content {
  return Object.entries(texts).reduce<Content>(
    (changed, [place, text]) =>
      textAt(changed, place) === undefined ? changed : (withText(changed, stepsOf(place), text) as Content),
    content,
  )
}

function withText(at: unknown, [step, ...rest]: readonly (string | number)[], text: string): unknown {
  if (step === undefined) return text
  if (Array.isArray(at)) return at.with(Number(step), withText(ownMember(at, step), rest, text))
  return { ...(at as object), [step]: withText(ownMember(at, step), rest, text) }
}

/** Never one that is inherited. */
function ownMember(at: unknown, step: string | number): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined
}
