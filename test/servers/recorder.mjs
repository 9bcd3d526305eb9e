const kept = 1000

/** What upgrade requests looked like on the wire, the latest last. */
export class Recorder {
  /** @type {{ method: string | undefined, url: string | undefined, rawHeaders: string[], at: number }[]} */
  requests = []

  /** @param {import('node:http').IncomingMessage} request */
  record({ method, url, rawHeaders }) {
    this.requests.push({ method, url, rawHeaders, at: Date.now() })
    if (this.requests.length > kept) this.requests.shift()
  }
}
