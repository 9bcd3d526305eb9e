// WebSocketStream is in Chromium and not in TypeScript's library yet.
// See https://github.com/ricea/websocketstream-explainer and https://developer.mozilla.org/docs/Web/API/WebSocketStream

interface WebSocketOpenInfo {
  readonly readable: ReadableStream<string | ArrayBuffer | Uint8Array>
  readonly writable: WritableStream<string | BufferSource>
  readonly protocol: string
  readonly extensions: string
}

interface WebSocketCloseInfo {
  readonly closeCode?: number
  readonly reason?: string
}

declare class WebSocketStream {
  constructor(url: string, options?: { protocols?: string[]; signal?: AbortSignal })
  readonly opened: Promise<WebSocketOpenInfo>
  readonly closed: Promise<WebSocketCloseInfo>
  close(info?: WebSocketCloseInfo): void
}
