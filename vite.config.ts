import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { crx } from '@crxjs/vite-plugin'
import { build, defineConfig, type Plugin } from 'vite'
import source from './manifest.json' with { type: 'json' }

/** The browser this build is for: `TARGET=firefox vite build`; Chrome when it says nothing. */
const target = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome'

/** A module, as far as its place is decided by it. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** What comes before a page can be drawn comes in a few files: each more is another one to wait for. */
function fewFiles() {
  const known = new Map<string, ReadonlySet<string>>()
  const needs = (page: string, id: string, graph: Graph) => {
    const needed = known.get(page) ?? allNeeded(resolve(page), graph)
    known.set(page, needed)
    return needed.has(id)
  }
  return {
    includeDependenciesRecursively: false,
    name(id: string, graph: Graph) {
      const isNeededBy = (page: string) => needs(page, id, graph)
      if (!isNeededBy('panels/inspector/main.tsx')) return null
      // These have nothing to show, and must not load what the others are drawn with.
      if (isNeededBy('src/transport/host.ts') || isNeededBy('panels/devtools/main.ts')) return 'platform'
      if (isNeededBy('panels/popup/main.tsx')) return 'shared'
      return isNeededBy('panels/options/main.tsx') ? 'forms' : 'inspector'
    },
  }
}

/** All that a module cannot start without. */
function allNeeded(entry: string, graph: Graph): ReadonlySet<string> {
  const needed = new Set([entry])
  for (const id of needed) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) needed.add(imported)
  needed.delete(entry)
  return needed
}

/** How long plugins take is of no interest. */
const checks = { pluginTimings: false }

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es', rolldownOptions: { checks } },
  plugins: [
    crx({ manifest: target === 'firefox' ? firefoxManifest() : source, browser: target }),
    backgroundInOneFile(),
    backgroundAsScript(),
    managedSchema(),
  ],
  build: {
    outDir: `dist/${target}`,
    target: 'es2024',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks,
      // Pages the manifest does not name.
      input: { inspector: 'panels/inspector/index.html', transport: 'src/transport/host.html' },
      // Nothing imports a page, so what it is made of may be in any file.
      preserveEntrySignatures: false,
      output: { codeSplitting: { groups: [fewFiles()] } },
    },
  },
})

/** It starts often: one file is read faster than many, and pages are not split by what they share with it. */
function backgroundInOneFile(): Plugin {
  const input = resolve(source.background.service_worker)
  return {
    name: 'background-in-one-file',
    async load(id) {
      if (id !== input) return null
      const built = await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: {
          write: false,
          minify: 'terser',
          terserOptions: {
            ecma: 2020,
            compress: { passes: 3, inline: 1, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
          },
          target: 'es2024',
          rolldownOptions: { input, checks },
        },
      })
      if (!('output' in built)) throw new Error('The background was not built as one.')
      return built.output[0].code
    },
  }
}

/**
 * Of a module browsers read one file after the other and compile it anew at each start; of a script they keep what they
 * have compiled, so that the background wakes a third sooner.
 */
function backgroundAsScript(): Plugin {
  const main = resolve(source.background.service_worker)
  return {
    name: 'background-as-script',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId === main)
        const manifest = bundle['manifest.json']
        if (chunk?.type !== 'chunk' || manifest?.type !== 'asset') this.error('The background was not built.')
        const { background, ...rest } = JSON.parse(String(manifest.source))
        delete bundle[background.service_worker ?? background.scripts[0]]
        chunk.code = `(()=>{"use strict";${chunk.code}})()\n`
        const started = target === 'firefox' ? { scripts: [chunk.fileName] } : { service_worker: chunk.fileName }
        manifest.source = JSON.stringify({ ...rest, background: started }, null, 2)
      },
    },
  }
}

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
