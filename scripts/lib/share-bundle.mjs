// Builds the share page's own small script and its map into public/share, under names that hold their hash. The files are
// stored compressed, as next.config.mjs says of them: the app has no proxy of its own, and phones wait for every kilobyte.
// Nothing of the app's bundle is in them.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { sourceOptions, WORKER_SOURCE } from './map-library.mjs'

/** What a phone downloads before it can read name, age and place, and in all with the map; compressed bytes (gzip 6). */
export const PAGE_BUDGET_BYTES = 60_000
export const MAP_BUDGET_BYTES = 400_000

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
  const { css, ...files } = await bundleSharePage(root)
  mkdirSync(folder, { recursive: true })
  const manifest = { fingerprint: sources, css, sizes: {} }
  for (const [role, { name, bytes }] of Object.entries(files)) {
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

/** The page's files by role, and its style. The map and its worker import what they share. */
export async function bundleSharePage(root) {
  const options = { ...sourceOptions(root), absWorkingDir: root, outdir: 'out', entryNames: '[name]-[hash]' }
  const { compilerOptions } = options.tsconfigRaw
  options.tsconfigRaw = { compilerOptions: { ...compilerOptions, paths: { '@/*': [path.join(root, '*')] } } }
  const page = await build({ ...options, banner: {}, entryPoints: { page: 'share-page/main.ts' } })
  const style = await build({ ...options, banner: {}, entryPoints: ['share-page/page.css'] })
  const map = await build({
    ...options,
    entryPoints: { map: 'share-page/map.ts', worker: WORKER_SOURCE },
    chunkNames: 'map-shared-[hash]',
  })
  return {
    page: fileOf(page, /^page-/),
    css: fileOf(style, /^page-/).bytes.toString('utf8'),
    map: fileOf(map, /^map-\w+\.js$/),
    mapStyle: fileOf(map, /^map-\w+\.css$/),
    mapShared: fileOf(map, /^map-shared-\w+\.js$/),
    worker: fileOf(map, /^worker-\w+\.js$/),
  }
}

function fileOf({ outputFiles }, wanted) {
  const files = outputFiles.map(({ path: at, contents }) => ({
    name: path.basename(at),
    bytes: Buffer.from(contents),
  }))
  const found = files.filter(({ name }) => wanted.test(name))
  if (found.length !== 1)
    throw new Error(`The share page has ${found.length} files like ${wanted} in place of one.`)
  return found[0]
}

/** Everything the bundles are made of: our sources, and the versions of what they import. */
function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of sourceFiles(root)) hash.update(file).update(readFileSync(path.join(root, file)))
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
    'scripts/lib/map-library.mjs',
    'package-lock.json',
  ]
}

function isWhole(folder, manifest) {
  return namesIn(manifest).every((name) => name && existsSync(path.join(folder, name)))
}

/** A page that is open has loaded what it needs, or loads anew. */
function removeOthers(folder, manifest) {
  const kept = namesIn(manifest)
  const others = readdirSync(folder).filter((name) => !kept.includes(name))
  for (const name of others) rmSync(path.join(folder, name), { force: true })
}

function namesIn({ page, map, mapStyle, mapShared, worker }) {
  return [page, map, mapStyle, mapShared, worker]
}
