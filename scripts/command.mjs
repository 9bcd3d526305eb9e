import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './setup.mjs'

/**
 * Runs a command-line tool among the dependencies; what it prints goes where ours goes.
 *
 * @param {string} tool the package it comes in
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runTool(tool, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [toolFile(tool), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

/** @param {string} tool */
function toolFile(tool) {
  const folder = path.join(root, 'node_modules', tool)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : (bin[path.basename(tool)] ?? Object.values(bin)[0]))
}

/**
 * Runs a script's `main` if the script is what Node was started with, and ends with its verdict.
 *
 * @param {string} url the script's `import.meta.url`
 * @param {(args: string[]) => Promise<boolean>} main
 */
export async function runAsScript(url, main) {
  if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(url)) {
    process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
  }
}
