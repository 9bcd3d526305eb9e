import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './setup.mjs'

/**
 * Runs the demo server of the tests in a process of its own.
 *
 * @param {string} wantedPort `0` for any
 */
export async function startDemoServer(wantedPort) {
  const script = path.join(root, 'test/servers/demo-server.mjs')
  const child = spawn(process.execPath, [script, wantedPort], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  // It has said why.
  if (child.exitCode !== null) return undefined
  /** @type {{ port: number }} */
  const { port } = JSON.parse(line)
  const stop = async () => {
    child.kill()
    await ended
  }
  return { port, stop }
}
