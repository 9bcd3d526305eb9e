import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Runs with a copy of a built extension that has access to 127.0.0.1, and to no other host, from its installation on.
 * @param run given the folder of the copy
 */
export async function withHostAccess<T>(extension: string, run: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'switchboard-access-'))
  try {
    cpSync(extension, copy, { recursive: true })
    const file = path.join(copy, 'manifest.json')
    const { optional_host_permissions: patterns, ...manifest } = JSON.parse(readFileSync(file, 'utf8'))
    const hosts = patterns.map((pattern: string) => pattern.replace('://*/', '://127.0.0.1/'))
    writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: hosts }))
    return await run(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
  }
}
