// Builds the map library from its sources, so that page and worker share one file of what both need; as published, each holds
// all of it. Its other files stand beside it under an address that holds their hash. See docs/decisions/025.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

/** Page, worker and what they share, compressed (gzip 6). */
export const MAP_LIBRARY_BUDGET_BYTES = 345_000

const PACKAGE = 'node_modules/maplibre-gl'
const PAGE_SOURCE = `${PACKAGE}/src/index.ts`
/** The entry point of the worker. */
export const WORKER_SOURCE = `${PACKAGE}/src/source/worker.ts`
const PAGE_FILE = 'maplibre-gl.mjs'
const SHARED_FILE = 'maplibre-gl-shared.mjs'
/** The library looks for its worker beside itself, under this name. */
const WORKER_FILE = 'maplibre-gl-worker.mjs'
/** What the app imports in the library's place: see `turbopack.resolveAlias` in next.config.mjs. */
const ENTRY = 'components/map/generated/maplibre-gl.mjs'
const FOLDER = 'public/maplibre'

/** Builds what is missing or older than what it is made of. */
export async function prepareMapLibrary(root) {
  const entry = path.join(root, ENTRY)
  const madeOf = fingerprint(root)
  if (existsSync(entry) && isWhole(root, readFileSync(entry, 'utf8'), madeOf)) return
  console.log('preparing the map library ...')
  const { files, exports } = await bundleMapLibrary(root)
  const hash = hashOf(files)
  const folder = path.join(root, FOLDER, hash)
  rmSync(path.join(root, FOLDER), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text)
  mkdirSync(path.dirname(entry), { recursive: true })
  writeFileSync(entry, `${noteOf(hash, madeOf)}${entryText(`/maplibre/${hash}`, exports)}`)
}

function isWhole(root, entry, madeOf) {
  const folder = path.join(root, FOLDER)
  if (!existsSync(folder)) return false
  const [hash = ''] = readdirSync(folder)
  const isThere = (name) => existsSync(path.join(folder, hash, name))
  return entry.startsWith(noteOf(hash, madeOf)) && [PAGE_FILE, SHARED_FILE, WORKER_FILE].every(isThere)
}

function noteOf(hash, madeOf) {
  return `// ${hash}, made of ${madeOf}\n`
}

/** The three files by name, the names that the library exports, and esbuild's account of what went where. */
export async function bundleMapLibrary(root) {
  const { outputFiles, metafile } = await build({
    ...sourceOptions(root),
    absWorkingDir: root,
    entryPoints: { [stem(PAGE_FILE)]: PAGE_SOURCE, [stem(WORKER_FILE)]: WORKER_SOURCE },
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    chunkNames: stem(SHARED_FILE),
    metafile: true,
  })
  const files = new Map(outputFiles.map(({ path: at, text }) => [path.basename(at), text]))
  return { files, exports: metafile.outputs[`out/${PAGE_FILE}`].exports, outputs: metafile.outputs }
}

/** How the library's sources are built, alone or with code of ours that imports it. */
export function sourceOptions(root) {
  for (const source of [PAGE_SOURCE, WORKER_SOURCE])
    if (!existsSync(path.join(root, source)))
      throw new Error(
        `${source} is missing: this version of the map library comes without its sources. ${WAY_OUT}`,
      )
  return {
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: licence(versionOf(root)) },
    logLevel: 'warning',
    // Fields that the sources only declare are set by parent classes, and must not be defined anew.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    plugins: [fromSources(root)],
  }
}

const WAY_OUT = 'docs/decisions/025 says how to go back to the files as published.'

/** Everything that imports the library gets its sources, and they of their package.json no more than the version. */
function fromSources(root) {
  return {
    name: 'map-library-from-sources',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^maplibre-gl$/ }, () => ({ path: path.join(root, PAGE_SOURCE) }))
      onLoad({ filter: /maplibre-gl[\\/]package\.json$/ }, () => ({
        contents: JSON.stringify({ version: versionOf(root) }),
        loader: 'json',
      }))
    },
  }
}

function versionOf(root) {
  return JSON.parse(readFileSync(path.join(root, PACKAGE, 'package.json'), 'utf8')).version
}

/** As the published files have it. */
function licence(version) {
  const text = `https://github.com/maplibre/maplibre-gl-js/blob/v${version}/LICENSE.txt`
  return `/**\n * MapLibre GL JS\n * @license 3-Clause BSD. Full text of license: ${text}\n */`
}

/** Loads the files at once, and gives what they export under the names that importers know. */
function entryText(address, exports) {
  const load = (name) => `import(/* turbopackIgnore: true */ '${address}/${name}')`
  return `// Made by scripts/lib/map-library.mjs. The browser loads the library itself: a bundle of the page could not share with a worker.
const [library] = await Promise.all([
  ${[PAGE_FILE, SHARED_FILE].map(load).join(',\n  ')},
])
export const { ${exports.join(', ')} } = library
`
}

/** What the files are made of, as far as it can change. */
function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'scripts/lib/map-library.mjs'])
    hash.update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const [name, text] of files) hash.update(name).update(text)
  return hash.digest('hex').slice(0, 12)
}

function stem(file) {
  return path.parse(file).name
}
