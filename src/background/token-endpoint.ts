import { failed, type TokenRequest } from '../core/oauth.ts'
import { ok, type Result } from '../core/result.ts'

/** How long an authorization server may take, in milliseconds. */
const patience = 30_000
/** How much of its answer is read, in characters: an address that is none of a token endpoint may answer without end. */
const most = 1_000_000

export interface TokenAnswer {
  readonly status: number
  readonly text: string
}

/** Asks an authorization server for a token. It is not followed elsewhere: what is sent are secrets for this one address. */
export async function askForToken(
  { url, headers, body }: TokenRequest,
  givenUp: AbortSignal,
): Promise<Result<TokenAnswer, 'failed'>> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([givenUp, AbortSignal.timeout(patience)]),
    })
    if (response.type === 'opaqueredirect') return failed('The token URL points to another address; enter that one.')
    return ok({ status: response.status, text: await textOf(response) })
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    return failed(
      isLate
        ? `The authorization server ${host} did not answer within ${patience / 1000} s.`
        : `The authorization server ${host} could not be reached; check the token URL and the network.`,
    )
  }
}

async function textOf({ body }: Response): Promise<string> {
  let text = ''
  // What is left when the loop ends is given up.
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part
    if (text.length > most) break
  }
  return text
}
