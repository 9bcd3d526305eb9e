import { scriptOf } from './script-of.ts'

/** The finder as one script that leaves `finder` behind. */
export function finderSource(): Promise<string> {
  return scriptOf('test/e2e/support/finder.ts', 'finder')
}
