import { configDefaults, defineConfig } from 'vitest/config'

const unitFolders = 'core,formats,wire,log,client,background,transport,scripts,servers'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // By itself vitest leaves one core alone, which is half of two.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        // Said as in the builds (vite.config.ts), as there is no browser that says it.
        define: { 'location.protocol': JSON.stringify('moz-extension:') },
        test: {
          name: 'unit',
          environment: 'node',
          include: [`test/{${unitFolders}}/**/*.test.ts`],
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'happy-dom',
          include: ['test/panels/**/*.test.{ts,tsx}'],
          setupFiles: ['test/panels/setup.ts'],
          // Loading the panel for each file anew took half of the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      inBrowser('chromium', 'firefox'),
      inBrowser('firefox', 'chromium'),
    ],
  },
})

/** The real thing, one file at a time: browsers are heavy and two of them slow each other down. */
function inBrowser(browser: string, other: string) {
  return {
    extends: true as const,
    test: {
      name: browser,
      environment: 'node',
      // What fills a disk needs one that may be filled, which `npm run soak` is given.
      include: [`test/${process.env.SWITCHBOARD_DISK ? 'soak' : 'e2e'}/**/*.test.ts`],
      exclude: [...configDefaults.exclude, `test/e2e/**/*.${other}.test.ts`],
      env: { SWITCHBOARD_BROWSER: browser },
      fileParallelism: false,
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  }
}
