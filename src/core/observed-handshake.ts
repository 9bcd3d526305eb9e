/** A header as it stood on the wire. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** What the browser let us see of a handshake (spec A9). */
export interface ObservedHandshake {
  readonly url: string
  readonly requestHeaders: readonly Header[]
  readonly response?: { readonly status: number; readonly statusLine: string; readonly headers: readonly Header[] }
  /** The browser's own name of what went wrong, such as `NS_ERROR_CONNECTION_REFUSED`. */
  readonly error?: string
  readonly steps: readonly HandshakeStep[]
}

export interface HandshakeStep {
  readonly step: 'created' | 'sent' | 'answered' | 'completed' | 'failed'
  /** Epoch milliseconds. */
  readonly at: number
}

/** What a probe of the server found out about a failed handshake. */
export interface Diagnosis {
  readonly finding: string
  readonly advice: string
  /** The status of the probe's answer; a plain GET may get another one than the handshake. */
  readonly status?: number
  readonly error?: string
}

/** Headers whose values are kept out of the log and masked on the screen. */
const secret = /^(authorization|proxy-authorization|cookie|set-cookie)$|api-?key|token|secret|password/i

export function isSecretHeader(name: string): boolean {
  return secret.test(name)
}

const mask = '••••••'

/** The same handshake without the values of secrets: what the log keeps. */
export function withoutSecrets(observed: ObservedHandshake): ObservedHandshake {
  const { requestHeaders, response, ...rest } = observed
  return {
    ...rest,
    requestHeaders: requestHeaders.map(masked),
    ...(response ? { response: { ...response, headers: response.headers.map(masked) } } : {}),
  }
}

function masked(header: Header): Header {
  return isSecretHeader(header.name) ? { ...header, value: mask } : header
}
