/** Counts what passed and what failed, over checks and tests alike. */
export class Tally {
  #passed = 0
  #failed = 0

  /**
   * @param {string} title
   * @param {() => Promise<boolean>} run
   * @returns {Promise<boolean>}
   */
  async check(title, run) {
    console.log(`\n▶ ${title}`)
    const passed = await run().catch((error) => {
      console.error(error)
      return false
    })
    console.log(`${passed ? '✓' : '✗'} ${title}`)
    this.add(passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
    return passed
  }

  /** @param {{ passed: number, failed: number }} counts */
  add({ passed, failed }) {
    this.#passed += passed
    this.#failed += failed
  }

  /** Prints the sum, alone on its line, and says whether all is well: something ran and nothing failed. */
  report() {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`)
    return this.#failed === 0 && this.#passed > 0
  }
}
