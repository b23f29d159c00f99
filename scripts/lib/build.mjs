// Builds the production app when its sources changed since the last build.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What the build is made of. Tests and scripts are not in it. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'prisma/schema.prisma',
  'public',
  'instrumentation.ts',
  'middleware.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
]
/** Made by scripts/prepare-assets.mjs, checked there. */
const MADE = ['lib/server/generated', 'public/basemap', 'public/maplibre', 'public/share']

/** Runs the asset step and, when sources changed, `next build`. Returns whether a build ran. Throws when a step fails. */
export function ensureBuild(root, { distDir = '.next' } = {}) {
  runNode(root, ['scripts/prepare-assets.mjs'], 'Preparing assets failed.')
  if (isBuilt(root, { distDir })) return false
  const stamp = stampOf(root, distDir)
  const wanted = hashSources(root)
  console.log('Building the app (next build) ...')
  // A build that fails half way must not pass for the one before.
  rmSync(stamp, { force: true })
  runNode(root, ['node_modules/next/dist/bin/next', 'build'], 'The build failed.', {
    MILEPOST_DIST_DIR: distDir,
    NODE_ENV: 'production',
    // `npm test` checks types in a stage of its own, and a demo need not wait for it.
    MILEPOST_BUILD_UNCHECKED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  writeFileSync(stamp, wanted)
  return true
}

/** Whether the build in `distDir` is of the sources as they are. */
export function isBuilt(root, { distDir = '.next' } = {}) {
  const stamp = stampOf(root, distDir)
  return (
    existsSync(path.join(root, distDir, 'BUILD_ID')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hashSources(root)
  )
}

function stampOf(root, distDir) {
  return path.join(root, distDir, 'milepost-sources-sha256')
}

function runNode(root, args, failure, env = {}) {
  const result = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (result.status !== 0) throw new Error(`${failure} See the message above.`)
}

function hashSources(root) {
  const hash = createHash('sha256').update(process.version)
  for (const source of SOURCES) {
    for (const file of listFiles(root, source))
      hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function listFiles(root, relative) {
  const absolute = path.join(root, relative)
  if (!existsSync(absolute) || MADE.includes(relative) || /\.test\.tsx?$/.test(relative)) return []
  if (!statSync(absolute).isDirectory()) return [relative]
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => listFiles(root, `${relative}/${name}`))
}
