import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { crx } from '@crxjs/vite-plugin'
import { type MinifyOptions, minify as terser } from 'terser'
import { build, defineConfig, minify, type Plugin } from 'vite'
import source from './manifest.json' with { type: 'json' }

/** The browser this build is for: `TARGET=firefox vite build`; Chrome when it says nothing. */
const target = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome'

/** A module, as far as its place is decided by it. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** What the panel runs while the rest of it is being loaded. */
const panelFirst = resolve('panels/inspector/first.ts')

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
      if (id === panelFirst) return 'panel-first'
      // These have nothing to show, and must not load what the others are drawn with.
      const isSmall = ['src/transport/host.ts', 'panels/devtools/main.ts', panelFirst].some(isNeededBy)
      if (isSmall) return 'platform'
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
    backgroundByItself(),
    panelFirstAtOnce(),
    importedPlainly(),
    compressedFirst(),
    managedSchema(),
  ],
  build: {
    outDir: `dist/${target}`,
    target: 'es2024',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks,
      // Pages the manifest does not name.
      input: {
        inspector: 'panels/inspector/index.html',
        'panel-first': panelFirst,
        transport: 'src/transport/host.html',
      },
      // Nothing imports a page, so what it is made of may be in any file.
      preserveEntrySignatures: false,
      output: { codeSplitting: { groups: [fewFiles()] } },
    },
  },
})

/** Has the panel's first script run as soon as it is there, and not in its turn, before everything else. */
function panelFirstAtOnce(): Plugin {
  return {
    name: 'panel-first-at-once',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle = {} }) {
        if (path !== '/panels/inspector/index.html') return []
        const isFirst = (file: (typeof bundle)[string]) => file.type === 'chunk' && file.moduleIds.includes(panelFirst)
        const first = Object.values(bundle).find(isFirst)
        if (!first) throw new Error('The panel has no first script.')
        const attrs = { type: 'module', crossorigin: true, async: true, src: `/${first.fileName}` }
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' }]
      },
    },
  }
}

/**
 * It starts often, so it is built by itself: pages are not split by what they share with it. Chrome keeps a script
 * compiled, and reads a module anew, file by file. Firefox keeps nothing: it gets a page, and modules that are compiled
 * beside each other or when they are needed.
 */
function backgroundByItself(): Plugin {
  const main = resolve(source.background.service_worker)
  return {
    name: 'background-by-itself',
    enforce: 'post',
    load: (id) => (id === main ? '' : null),
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const manifest = bundle['manifest.json']
        if (manifest?.type !== 'asset') this.error('There is no manifest.')
        const { background, ...rest } = JSON.parse(String(manifest.source))
        const placeholder = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId === main)
        delete bundle[background.service_worker ?? background.scripts[0]]
        if (placeholder) delete bundle[placeholder.fileName]
        const files = target === 'firefox' ? await backgroundPage() : await backgroundScript()
        for (const { fileName, code } of files) this.emitFile({ type: 'asset', fileName, source: code })
        const [{ fileName }] = files
        const started = target === 'firefox' ? { page: fileName } : { service_worker: fileName }
        manifest.source = JSON.stringify({ ...rest, background: started }, null, 2)
      },
    },
  }
}

interface BuiltFile {
  readonly fileName: string
  readonly code: string
}

/** @returns the script */
async function backgroundScript(): Promise<[BuiltFile]> {
  const [script] = await builtBackground([source.background.service_worker])
  if (!script) throw new Error('The background was not built.')
  const { fileName, code } = await smaller({ fileName: script.fileName, code: `(()=>{${script.code}})()` })
  return [{ fileName, code: `"use strict";${code}` }]
}

/** @returns the page, and the modules that it and they load */
async function backgroundPage(): Promise<[BuiltFile, ...BuiltFile[]]> {
  const page = 'src/background/page.html'
  const folder = 'src/background/'
  const html = readFileSync(page, 'utf8')
  const scripts = [...html.matchAll(/src="\.\/(.+?)"/g)].map(([, script = '']) => script)
  const chunks = await builtBackground(scripts.map((script) => folder + script))
  const builtFrom = (script: string) => chunks.find(({ facadeModuleId }) => facadeModuleId === resolve(folder + script))
  const preloads = new Set(chunks.flatMap(({ isEntry, imports }) => (isEntry ? imports : [])))
  const links = chunks
    .filter(({ isEntry, fileName }) => !isEntry && preloads.has(fileName))
    .map(({ fileName }) => `<link rel="modulepreload" href="/${fileName}" />\n    `)
  const code = html
    .replace(/src="\.\/(.+?)"/g, (_, script) => `src="/${builtFrom(script)?.fileName}"`)
    .replace('<script', `${links.join('')}<script`)
  return [{ fileName: page, code }, ...(await Promise.all(chunks.map(smaller)))]
}

/** Firefox compiles each file in a thread of its own, so what the background cannot start without comes in two halves. */
function inHalves() {
  let needed: ReadonlySet<string> | undefined
  return {
    includeDependenciesRecursively: false,
    name(id: string, graph: Graph) {
      needed ??= allNeeded(resolve(source.background.service_worker), graph)
      return needed.has(id) && /[/\\]valibot[/\\]|[/\\]src[/\\](core|wire)[/\\]/.test(id) ? 'core' : null
    },
  }
}

/** Has what is imported later be there from the start: a service worker may not `import()`. */
function importedAtOnce(): Plugin {
  return {
    name: 'imported-at-once',
    enforce: 'pre',
    transform: {
      filter: { code: 'await import(' },
      handler(code) {
        const imports: string[] = []
        const inPlace = code.replace(/const \{ (\w+) \} = await import\(('.+?')\)/g, (_, name, file) => {
          imports.push(`import { ${name} as ${name}AtOnce } from ${file};`)
          return `const ${name} = ${name}AtOnce`
        })
        if (inPlace.includes('await import(')) this.error('It must say: const { Name } = await import(file)')
        return { code: imports.join('') + inPlace, map: null }
      },
    },
  }
}

/**
 * Vite would have each `import()` look for what the file needs beside it, and wait for its style sheets. A page has most of
 * that and all style sheets from the start, so lists of it would only be in the way of the first paint; the background has none.
 */
function importedPlainly(): Plugin {
  return {
    name: 'imported-plainly',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load()',
    },
    renderChunk: (code) => ({ code: code.replaceAll(', __VITE_PRELOAD__)', ')'), map: null }),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
        const pages = files.map((file) =>
          file.fileName.endsWith('.html') && 'source' in file ? String(file.source) : '',
        )
        const isLate = (file: string) => file.endsWith('.css') && !pages.some((page) => page.includes(file))
        const late = Object.keys(bundle).find(isLate)
        if (late) this.error(`No page has ${late} from the start.`)
      },
    },
  }
}

async function builtBackground(input: string[]) {
  const built = await build({
    configFile: false,
    plugins: [target === 'chrome' ? importedAtOnce() : importedPlainly()],
    // What only the other browser needs is left out (src/platform/browser-name.ts).
    define: { 'location.protocol': JSON.stringify(target === 'chrome' ? 'chrome-extension:' : 'moz-extension:') },
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      target: 'es2024',
      rolldownOptions: {
        checks,
        input,
        output: {
          entryFileNames: 'assets/background-[name]-[hash].js',
          chunkFileNames: 'assets/background-[name]-[hash].js',
          codeSplitting: target === 'firefox' && { groups: [inHalves()] },
        },
      },
    },
  })
  if (!('output' in built)) throw new Error('The background was not built once.')
  return built.output.filter((file) => file.type === 'chunk')
}

/** Each of the two minifiers finds what the other does not. Names are made short once, at the end, by Vite's own. */
function compressedFirst(): Plugin {
  return {
    name: 'compressed-first',
    renderChunk: async (code) => ({ code: await compressed(code, pageOptions), map: null }),
  }
}

/** What is not safe for any code there may be is left to the background, which has hardly any but ours. */
const pageOptions: MinifyOptions = { ecma: 2020, mangle: false, compress: { passes: 2, inline: 1 } }

/** As pages are. */
async function smaller({ fileName, code }: BuiltFile): Promise<BuiltFile> {
  const short = await compressed(code, backgroundOptions)
  return { fileName, code: (await minify(fileName, short, { module: true })).code }
}

async function compressed(code: string, options: MinifyOptions): Promise<string> {
  const { code: short = code } = await terser(code, { ...options, module: true })
  return short
}

const backgroundOptions: MinifyOptions = {
  ecma: 2020,
  mangle: false,
  compress: {
    ...{ passes: 6, inline: 1, keep_fargs: false, hoist_funs: true, pure_getters: true },
    ...{ unsafe_arrows: true, unsafe_methods: true },
  },
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
