import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { readPort, writePrefs } from './firefox-profile.mjs'

/** Firefox's own remote protocol, `length:json` over TCP: it reaches extension pages and the browser's own windows. */
export class Marionette {
  #socket
  #received = Buffer.alloc(0)
  #lastId = 0
  /** @type {Map<number, PromiseWithResolvers<any>>} */
  #waiting = new Map()

  /** @param {net.Socket} socket */
  constructor(socket) {
    this.#socket = socket
    socket.on('data', (data) => this.#take(data))
    socket.on('error', () => {})
    socket.on('close', () => this.#failAll())
  }

  /**
   * @param {number} port
   * @returns {Promise<Marionette>}
   */
  static connect(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('error', reject)
      socket.once('connect', () => resolve(new Marionette(socket)))
    })
  }

  /**
   * @param {string} command as in `WebDriver:Navigate`
   * @param {Record<string, unknown>} [parameters]
   * @returns {Promise<any>} the reply, without the `value` that wraps some
   */
  send(command, parameters = {}) {
    const id = ++this.#lastId
    const reply = withResolvers()
    this.#waiting.set(id, reply)
    const text = JSON.stringify([0, id, command, parameters])
    if (this.#socket.destroyed) this.#failAll()
    else this.#socket.write(`${Buffer.byteLength(text)}:${text}`)
    return reply.promise
  }

  close() {
    this.#socket.destroy()
  }

  /** @param {Buffer} data */
  #take(data) {
    this.#received = Buffer.concat([this.#received, data])
    for (;;) {
      const colon = this.#received.indexOf(':')
      if (colon < 0) return
      const end = colon + 1 + Number(this.#received.subarray(0, colon).toString())
      if (this.#received.length < end) return
      const text = this.#received.subarray(colon + 1, end).toString()
      this.#received = this.#received.subarray(end)
      this.#settle(JSON.parse(text))
    }
  }

  /** @param {unknown} message the greeting is an object, replies are arrays */
  #settle(message) {
    if (!Array.isArray(message)) return
    const [, id, error, result] = message
    const reply = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) reply?.reject(new Error(`${error.error}: ${error.message}`))
    else reply?.resolve(result && Object.keys(result).join() === 'value' ? result.value : result)
  }

  #failAll() {
    for (const reply of this.#waiting.values()) reply.reject(new Error('Firefox has closed the connection'))
    this.#waiting.clear()
  }
}

/**
 * Starts Firefox with a session open. Without `profileDir` it has a profile of its own that goes with it.
 *
 * @param {{
 *   executable: string
 *   profileDir?: string | undefined
 *   headless?: boolean | undefined
 *   prefs?: Record<string, string | number | boolean> | undefined
 *   env?: Record<string, string> | undefined
 * }} options
 */
export async function launchFirefox({ executable, profileDir, headless = true, prefs = {}, env = {} }) {
  const profile = profileDir ?? mkdtempSync(path.join(os.tmpdir(), 'switchboard-firefox-'))
  writePrefs(profile, prefs)
  const args = ['--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile]
  const child = spawn(executable, headless ? ['--headless', ...args] : args, {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  })
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  /** @type {Marionette | undefined} */
  let marionette
  const stop = async () => {
    await endFirefox(child, ended, marionette)
    process.off('exit', endWithUs)
    if (!profileDir) rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    marionette = await Marionette.connect(await readPort(profile, child))
    await marionette.send('WebDriver:NewSession', { capabilities: {} })
  } catch (error) {
    await stop()
    throw error
  }
  return { marionette, process: child, profile, stop }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} ended
 * @param {Marionette | undefined} marionette
 */
async function endFirefox(child, ended, marionette) {
  if (child.pid && child.exitCode === null && child.signalCode === null) {
    if (marionette) marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {})
    else child.kill()
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(timer)
  }
  marionette?.close()
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers() {
  /** @type {PromiseWithResolvers<any>} */
  const parts = /** @type {any} */ ({})
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}
