import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Has a copy of the built extension speak German in whatever language the browser is: the other is not there. */
export function makeGerman(extension: string): void {
  const file = path.join(extension, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...manifest, default_locale: 'de' }))
  rmSync(path.join(extension, '_locales', 'en'), { recursive: true })
}
