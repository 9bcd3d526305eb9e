import { isSecretName, mask, withoutValues } from './secrets.ts'

/** A header as it stood on the wire. */
export interface Header {
  readonly name: string
  readonly value: string
  /** Whether the value is a secret, or holds one; the log has none. */
  readonly secret?: true
}

/** What the browser let us see of a handshake. */
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

/** The same handshake, with a mark at each header that is not for onlookers. */
export function withMarks(observed: ObservedHandshake, secrets: readonly string[] = []): ObservedHandshake {
  return withHeaders(observed, (header) =>
    isSecretName(header.name) || withoutValues(header.value, secrets) !== header.value
      ? { ...header, secret: true }
      : header,
  )
}

/**
 * The same handshake without the values of secrets: what the log keeps.
 * @param secrets what authentication put into it, wherever that is
 */
export function withoutSecrets(observed: ObservedHandshake, secrets: readonly string[] = []): ObservedHandshake {
  const masked = withHeaders(observed, ({ name, value }) => ({
    name,
    value: isSecretName(name) ? mask : withoutValues(value, secrets),
  }))
  return { ...masked, url: withoutValues(observed.url, secrets) }
}

/** The same handshake with other headers; what a server writes into its status line is changed like the value of one. */
export function withHeaders(
  { requestHeaders, response, ...rest }: ObservedHandshake,
  change: (header: Header) => Header,
): ObservedHandshake {
  return {
    ...rest,
    requestHeaders: requestHeaders.map(change),
    ...(response && {
      response: {
        ...response,
        headers: response.headers.map(change),
        statusLine: change({ name: '', value: response.statusLine }).value,
      },
    }),
  }
}
