// The production build that measurements and trials run: the standing one when it is of these sources, else one of their own.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, isBuilt } from '../lib/build.mjs'

export const ROOT = path.resolve(import.meta.dirname, '../..')

/** Name of the folder with a build of the sources as they are. Builds when there is none. */
export function productionBuild(): string {
  if (isBuilt(ROOT, { distDir: '.next' })) return '.next'
  // Next adds the folder's types to the compiler's settings, which are not ours to change.
  const settingsFile = path.join(ROOT, 'tsconfig.json')
  const settings = readFileSync(settingsFile)
  try {
    ensureBuild(ROOT, { distDir: OWN_DIST_DIR })
  } finally {
    if (!readFileSync(settingsFile).equals(settings)) writeFileSync(settingsFile, settings)
  }
  return OWN_DIST_DIR
}

const OWN_DIST_DIR = '.next-load'
