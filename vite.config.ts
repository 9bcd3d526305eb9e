import { readFileSync } from 'node:fs'
import { crx } from '@crxjs/vite-plugin'
import { defineConfig, type Plugin } from 'vite'
import source from './manifest.json' with { type: 'json' }

/** The browser this build is for: `TARGET=firefox vite build`; Chrome when it says nothing. */
const target = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  plugins: [crx({ manifest: target === 'firefox' ? firefoxManifest() : source, browser: target }), managedSchema()],
  build: {
    outDir: `dist/${target}`,
    target: 'es2024',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Pages the manifest does not name.
      input: { inspector: 'panels/inspector/index.html', transport: 'src/transport/host.html' },
    },
  },
})

/** The schema of the organisation's policy, which the manifest names and nothing imports. */
function managedSchema(): Plugin {
  const fileName = source.storage.managed_schema
  return {
    name: 'managed-schema',
    generateBundle() {
      if (target === 'chrome') this.emitFile({ type: 'asset', fileName, source: readFileSync(fileName) })
    },
  }
}

/** Firefox runs the background as an event page, has no offscreen documents and wants an id of its own. */
function firefoxManifest() {
  const {
    key: _key,
    minimum_chrome_version: _version,
    storage: _storage,
    optional_permissions: optional,
    ...shared
  } = source
  return {
    ...shared,
    background: { scripts: [source.background.service_worker], type: 'module' as const },
    // There `*:` covers ws: and wss: too, and header rules need it.
    optional_host_permissions: ['*://*/*'],
    // It warns of none of them, and knows no `identity` that is asked for later.
    permissions: [...source.permissions.filter((permission) => permission !== 'offscreen'), 'identity'],
    optional_permissions: optional.filter((permission) => permission !== 'identity'),
    browser_specific_settings: {
      gecko: {
        id: 'switchboard@switchboard.example',
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none' as const] },
      },
    },
  }
}
