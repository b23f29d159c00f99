// Builds the share page's own small script and its map into public/share, under names that hold their hash. The files are
// stored compressed, as next.config.mjs says of them: the app has no proxy of its own, and phones wait for every kilobyte.
// Nothing of the app's bundle is in them.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What a phone downloads before it can read name, age and place, and in all with the map; compressed bytes. */
export const PAGE_BUDGET_BYTES = 60_000
export const MAP_BUDGET_BYTES = 520_000

/** Builds what is missing or older than its sources; answers the manifest. */
export async function prepareSharePage(root) {
  const folder = path.join(root, 'public/share')
  const manifestFile = path.join(root, 'lib/server/generated/share-page.json')
  const sources = fingerprint(root)
  if (existsSync(manifestFile)) {
    const made = JSON.parse(readFileSync(manifestFile, 'utf8'))
    if (made.fingerprint === sources && isWhole(folder, made)) return made
  }
  console.log('preparing the share page ...')
  const { css, ...files } = await bundle(root)
  mkdirSync(folder, { recursive: true })
  const manifest = { fingerprint: sources, css: css.toString('utf8'), sizes: {} }
  for (const [role, { stem, ending, bytes }] of Object.entries(files)) {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    const name = `${stem}-${hash}.${ending}`
    const packed = gzipSync(bytes, { level: 9 })
    writeFileSync(path.join(folder, name), packed)
    manifest[role] = name
    manifest.sizes[role] = { raw: bytes.length, gzip: packed.length }
  }
  mkdirSync(path.dirname(manifestFile), { recursive: true })
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`)
  removeOthers(folder, manifest)
  return manifest
}

async function bundle(root) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { paths: { '@/*': [path.join(root, '*')] } } },
  }
  const page = await build({ ...common, entryPoints: ['share-page/main.ts'], outdir: 'out' })
  const map = await build({ ...common, entryPoints: ['share-page/map.ts'], outdir: 'out' })
  const style = await build({ ...common, entryPoints: ['share-page/page.css'], outdir: 'out' })
  const bytesOf = ({ outputFiles }, ending) => {
    const found = outputFiles.find((file) => file.path.endsWith(ending))
    if (!found) throw new Error(`The share page has no ${ending} file.`)
    return Buffer.from(found.contents)
  }
  return {
    page: { stem: 'page', ending: 'js', bytes: bytesOf(page, '.js') },
    css: bytesOf(style, '.css'),
    map: { stem: 'map', ending: 'js', bytes: bytesOf(map, '.js') },
    mapStyle: { stem: 'map', ending: 'css', bytes: bytesOf(map, '.css') },
    worker: {
      stem: 'worker',
      ending: 'mjs',
      bytes: readFileSync(path.join(root, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs')),
    },
  }
}

/** Everything the bundles are made of: our sources, and the versions of what they import. */
function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of sourceFiles(root)) hash.update(file).update(readFileSync(path.join(root, file)))
  for (const name of ['maplibre-gl', 'pmtiles', 'esbuild'])
    hash.update(readFileSync(path.join(root, 'node_modules', name, 'package.json')))
  return hash.digest('hex')
}

function sourceFiles(root) {
  const inFolder = (folder, wanted) =>
    readdirSync(path.join(root, folder))
      .filter((name) => wanted.test(name) && !name.includes('.test.'))
      .sort()
      .map((name) => path.posix.join(folder, name))
  return [
    ...inFolder('share-page', /\.(ts|css)$/),
    ...inFolder('components/map/basemap-style', /\.ts$/),
    ...inFolder('lib/domain', /^(share|basemaps|units).*\.ts$/),
    'scripts/lib/share-bundle.mjs',
  ]
}

function isWhole(folder, { page, map, mapStyle, worker }) {
  return [page, map, mapStyle, worker].every((name) => name && existsSync(path.join(folder, name)))
}

/** A page that is open has loaded what it needs, or loads anew. */
function removeOthers(folder, { page, map, mapStyle, worker }) {
  const kept = [page, map, mapStyle, worker]
  const others = readdirSync(folder).filter((name) => !kept.includes(name))
  for (const name of others) rmSync(path.join(folder, name), { force: true })
}
