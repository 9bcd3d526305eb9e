/** A message sent over and over, so that a server or a proxy does not take the connection for dead. */
export interface KeepAlive {
  readonly enabled: boolean
  /** Milliseconds between two of them. */
  readonly interval: number
  /** Sent as it is. */
  readonly text: string
  /** What a message contains that answers it; empty when no answer is expected. */
  readonly answer: string
  /** How long the answer may take, in milliseconds. */
  readonly patience: number
  /** What happens when there is none. */
  readonly unanswered: 'note' | 'close'
}

export const noKeepAlive: KeepAlive = {
  enabled: false,
  interval: 30_000,
  text: '{"type":"ping"}',
  answer: '',
  patience: 5000,
  unanswered: 'note',
}
