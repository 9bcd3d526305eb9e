import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Surface } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong, contrast included, each as rule and place. `rules` are some of its rules; all when not given. */
export function violations(surface: Surface, ...rules: string[]): Promise<string[]> {
  return surface.evaluate(
    `
    const axe = (() => { const module = { exports: {} }; ${axe}; return module.exports.run ? module.exports : window.axe })()
    const { violations } = await axe.run(document, args.length > 0 ? { runOnly: args } : {})
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' at ' + target.join(' ')))`,
    ...rules,
  )
}
