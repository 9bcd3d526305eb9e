// Speaks TLS with a certificate nobody trusts. Prints {"port":…} once it listens on 127.0.0.1.
import { readFileSync } from 'node:fs'
import https from 'node:https'

const folder = new URL('../fixtures/self-signed/', import.meta.url)
const server = https.createServer({
  key: readFileSync(new URL('key.pem', folder)),
  cert: readFileSync(new URL('cert.pem', folder)),
})

server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(JSON.stringify({ port }))
})

process.stdin.on('end', end).on('error', end).resume()
process.on('SIGTERM', end)

function end() {
  process.exit(0)
}
