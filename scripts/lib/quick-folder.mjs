// Folders for what a test writes and throws away.

import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What Linux keeps in memory. A database is a thousand small files, and a disk takes longer over them than a test takes. */
const IN_MEMORY = '/dev/shm'
/** A database takes 40 MB, and what a container is given by default has room for one. */
const LEAST_FREE_BYTES = 1024 ** 3
/** No run takes as long: what is older was left behind by one that was cut off. */
const LEFT_BEHIND_MS = 24 * 3_600_000

/**
 * Makes a folder of a name that begins with `prefix`, in memory where there is room for it, else on disk; removing it is the
 * caller's. Those of the prefix that were left behind a day ago are removed first: in memory they take what others need.
 */
export function makeQuickFolder(prefix, inMemory = IN_MEMORY) {
  for (const place of [inMemory, tmpdir()]) removeLeftBehind(place, prefix)
  return mkdtempSync(path.join(hasRoom(inMemory) ? inMemory : tmpdir(), prefix))
}

function removeLeftBehind(place, prefix) {
  for (const name of namesIn(place).filter((each) => each.startsWith(prefix))) {
    const folder = path.join(place, name)
    try {
      if (Date.now() - statSync(folder).mtimeMs > LEFT_BEHIND_MS) rmSync(folder, { recursive: true })
    } catch {
      // It is somebody else's, or another process was quicker.
    }
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function hasRoom(folder) {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= LEAST_FREE_BYTES
  } catch {
    return false
  }
}
