import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** @typedef {{ title: string, most: number, entries: (dist: string) => string[] }} Budget */

/** What a person waits for, in bytes as they come compressed with gzip. @type {Budget[]} */
const budgets = [
  {
    title: 'JavaScript of the panel to its first paint',
    most: 60_000,
    entries: entriesOf('panels/inspector/index.html'),
  },
  { title: 'JavaScript of the popup', most: 25_000, entries: entriesOf('panels/popup/index.html') },
  { title: 'JavaScript of the transport’s page', most: 4_000, entries: entriesOf('src/transport/host.html') },
  { title: 'JavaScript of the background', most: 40_000, entries: backgroundEntries },
]

/**
 * Says how large each part of a build is, and whether that is within its budget.
 *
 * @param {string} dist the folder of a build
 * @returns {Promise<boolean>}
 */
export async function checkSizes(dist) {
  const verdicts = await Promise.all(budgets.map((budget) => check(dist, budget)))
  for (const { sentence } of verdicts) console.log(sentence)
  return verdicts.every(({ fits }) => fits)
}

/**
 * @param {string} dist
 * @param {Budget} budget
 */
async function check(dist, { title, most, entries }) {
  const files = await neededFiles(dist, entries(dist))
  const sizes = files.map((file) => ({
    file,
    size: gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length,
  }))
  const total = sizes.reduce((sum, { size }) => sum + size, 0)
  if (total <= most) return { fits: true, sentence: `${title}: ${kilobytes(total)} of at most ${kilobytes(most)}` }
  const biggest = sizes.sort((a, b) => b.size - a.size).slice(0, 5)
  const list = biggest.map(({ file, size }) => `${file} (${kilobytes(size)})`).join(', ')
  const advice = 'What is not needed at once can come with panels/shared/lazy.tsx.'
  return {
    fits: false,
    sentence: `${title} in ${dist} is ${kilobytes(total)} gzip, more than ${kilobytes(most)}. The biggest: ${list}. ${advice}`,
  }
}

/**
 * Files and all that they cannot start without: what they import, directly or not, but for `import()`.
 *
 * @param {string} dist
 * @param {readonly string[]} entries paths in `dist`, as all of them
 * @returns {Promise<string[]>}
 */
export async function neededFiles(dist, entries) {
  const { parseAst } = await import('vite')
  const needed = new Set(entries)
  for (const file of needed) {
    for (const node of parseAst(readFileSync(path.join(dist, file), 'utf8')).body) {
      if ('source' in node && node.source) needed.add(path.posix.join(path.posix.dirname(file), node.source.value))
    }
  }
  return [...needed]
}

/**
 * @param {string} page
 * @returns {(dist: string) => string[]} the modules that the page starts
 */
function entriesOf(page) {
  return (dist) => {
    const html = readFileSync(path.join(dist, page), 'utf8')
    const sources = [...html.matchAll(/<script type="module"[^>]* src="\/([^"]+)"/g)].map(([, source = '']) => source)
    if (sources.length === 0) throw new Error(`${dist}/${page} starts no module.`)
    return sources
  }
}

/** @param {string} dist */
function backgroundEntries(dist) {
  const { background } = JSON.parse(readFileSync(path.join(dist, 'manifest.json'), 'utf8'))
  return background.service_worker ? [background.service_worker] : entriesOf(background.page)(dist)
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
