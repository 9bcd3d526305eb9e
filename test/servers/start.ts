import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '../../scripts/browsers.mjs'

export interface RunningServer {
  readonly port: number
  stop(): Promise<void>
}

/** Runs a script of this folder in a process of its own; it has to print `{"port":…}` when it listens. */
export async function startServer(script: string, args: readonly string[] = []): Promise<RunningServer> {
  const file = path.join(import.meta.dirname, script)
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const first = once(createInterface(child.stdout), 'line')
  const [line] = await Promise.race([first, ended.then(() => Promise.reject(new Error(`${script} did not start`)))])
  const { port }: { port: number } = JSON.parse(String(line))
  return { port, stop: () => end(child, ended) }
}

/** An MQTT broker with WebSockets: a real server that insists on its subprotocol and speaks binary. */
export async function startMosquitto(): Promise<RunningServer> {
  const executable = findProgram('mosquitto')
  if (!executable) throw new Error('Mosquitto is not installed')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-mosquitto-'))
  // Started by root it becomes another user, who is to make a socket here.
  chmodSync(folder, 0o777)
  const port = await freePort()
  const config = path.join(folder, 'mosquitto.conf')
  writeFileSync(config, mosquittoConfig(port, folder))
  const child = spawn(executable, ['-c', config], { stdio: 'ignore' })
  const ended = once(child, 'close')
  // It has no stdin to watch, so it would outlive a test run that ends early.
  const endWithUs = () => child.kill()
  process.once('exit', endWithUs)
  const stop = async () => {
    await end(child, ended)
    process.off('exit', endWithUs)
    rmSync(folder, { recursive: true, force: true })
  }
  await listening(port, child).catch(async (error) => {
    await stop()
    throw error
  })
  return { port, stop }
}

/** The second listener is for Mosquitto 2.0.11 (Debian 12), which does not start with WebSockets alone. */
function mosquittoConfig(port: number, folder: string): string {
  const web = [`listener ${port} 127.0.0.1`, 'protocol websockets']
  return [...web, `listener 0 ${folder}/socket`, 'allow_anonymous true', 'persistence false', ''].join('\n')
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill()
  await ended
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    if (await accepts(port)) return
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    await sleep(20)
  }
  throw new Error(`Nothing listens on port ${port}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
