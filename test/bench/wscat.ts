import { spawn } from 'node:child_process'
import { CpuWatch } from './cpu.ts'

/** What a command line client made of a flood. */
export interface Printed {
  /** Messages it printed. */
  readonly messages: number
  /** Milliseconds from its words that it is connected to the last message. */
  readonly took: number
  /** 1 being one core. */
  readonly cpu: number
}

/** Milliseconds without a message after which no more is expected. */
const longestPause = 10_000

/** Runs wscat from npm, which prints each message, into a pipe. */
export function printWithWscat(url: string, count: number): Promise<Printed> {
  const child = spawn(process.execPath, ['node_modules/wscat/bin/wscat', '--connect', url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const watch = new CpuWatch(child.pid ?? 0)
  let [connected, last, messages] = [Number.NaN, Number.NaN, 0]
  let cut = ''
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      resolve({ messages, took: last - connected, cpu: watch.over(connected, last) })
      child.kill()
    }
    let timer = setTimeout(end, longestPause)
    child.stdout.setEncoding('latin1').on('data', (data: string) => {
      if (Number.isNaN(connected)) connected = Date.now()
      const text = cut + data
      // Only the beginning of each message is looked for, and it may be cut in two.
      messages += text.split('"type":"flood"').length - 1
      cut = text.slice(-('"type":"flood"'.length - 1))
      last = Date.now()
      clearTimeout(timer)
      timer = setTimeout(end, longestPause)
      if (messages >= count) end()
    })
  })
}
