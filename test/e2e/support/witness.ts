import type { Json, Surface, TestBrowser } from './browser.ts'
import { scriptOf } from './script-of.ts'

type WitnessPage = typeof import('../in-page/witness-page.ts')
type Name = keyof WitnessPage

const page = 'panels/options/index.html'

/** A view of the test's own in a page of the extension: what it is told is what the extension announces. */
export class Witness {
  readonly #surface: Surface

  private constructor(surface: Surface) {
    this.#surface = surface
  }

  static async in(browser: TestBrowser): Promise<Witness> {
    const [surface, source] = await Promise.all([
      browser.openPage(page),
      scriptOf('test/e2e/in-page/witness-page.ts', 'witness'),
    ])
    await surface.evaluate(`${source}; window.witness = witness`)
    return new Witness(surface)
  }

  /** Calls a function of `witness-page.ts` in the page. Arguments and result travel as JSON. */
  call<N extends Name>(name: N, ...given: Parameters<WitnessPage[N]>): Promise<Awaited<ReturnType<WitnessPage[N]>>> {
    return this.#surface.evaluate(`return window.witness.${name}(...args)`, ...(given as Json[]))
  }

  close(): Promise<void> {
    return this.#surface.close()
  }
}
