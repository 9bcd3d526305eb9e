import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runTool } from './command.mjs'

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/**
 * Runs one project of vitest.config.ts and counts its tests.
 *
 * @param {string} project
 * @param {{ chromium?: string, firefox?: string }} browsers
 * @returns {Promise<Counts>}
 */
export async function runVitest(project, browsers) {
  console.log(`\n▶ Tests: ${project}`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-test-'))
  const file = path.join(folder, 'report.json')
  const reporters = ['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`]
  const succeeded = await runTool('vitest', ['run', '--project', project, ...reporters], {
    SWITCHBOARD_CHROMIUM: browsers.chromium,
    SWITCHBOARD_FIREFOX: browsers.firefox,
  })
  const counts = count(file)
  rmSync(folder, { recursive: true })
  // An error outside of all tests, or a run without any, fails without a failed test.
  if ((!succeeded || counts.passed === 0) && counts.failed === 0) counts.failed = 1
  return counts
}

/**
 * @param {string} file vitest's report; a crash leaves none
 * @returns {Counts}
 */
function count(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  if (report.numPendingTests + report.numTodoTests > 0) {
    console.log(`${report.numPendingTests + report.numTodoTests} tests were skipped`)
  }
  // A file that could not be loaded, or whose set-up failed, has failed without a failed test.
  const broken = report.testResults.filter(
    (/** @type {FileResult} */ { status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}
