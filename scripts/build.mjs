import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies } from './setup.mjs'

/** @typedef {'chrome' | 'firefox'} Target */

/** @type {Target[]} */
export const targets = ['chrome', 'firefox']

/**
 * @param {Target} target
 * @returns {Promise<boolean>} whether `dist/<target>` is what the sources say
 */
export function build(target) {
  return runTool('vite', ['build', '--logLevel', 'warn'], { TARGET: target })
}

await runAsScript(import.meta.url, async (args) => {
  const unknown = args.find((arg) => !targets.some((target) => target === arg))
  if (unknown) throw new Error(`No such target: ${unknown}. There are ${targets.join(' and ')}.`)
  ensureDependencies()
  for (const target of targets.filter((target) => args.length === 0 || args.includes(target))) {
    if (!(await build(target))) return false
    console.log(`Built dist/${target}`)
  }
  return true
})
