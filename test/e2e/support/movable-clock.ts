import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where the time of day is asked for: the transport's Worker and the background. */
const scripts = [/^worker-.{8}\.js$/, /^background-main-.{8}\.js$/]

/** `clockChannel` of `in-page/clock.ts` carries by how many milliseconds the computer's clock is wrong. */
const prelude = `{
  const date = Date.now
  let shift = 0
  Date.now = () => date() + shift
  new BroadcastChannel('test-clock').onmessage = ({ data }) => { shift = data }
}
`

/** Has a copy of the built extension believe that the computer's clock was set: a real one cannot be for a test. */
export function makeClockMovable(extension: string): void {
  const assets = path.join(extension, 'assets')
  for (const script of scripts) {
    const name = readdirSync(assets).find((file) => script.test(file))
    if (name === undefined) throw new Error(`No script of the build is named like ${script}.`)
    const file = path.join(assets, name)
    writeFileSync(file, prelude + readFileSync(file, 'utf8'))
  }
}
