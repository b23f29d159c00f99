// Folders for what a test writes and throws away.

import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What Linux keeps in memory. A database is a thousand small files, and a disk takes longer over them than a test takes. */
const IN_MEMORY = '/dev/shm'
/** A database takes 40 MB, and what a container is given by default has room for one. */
const LEAST_FREE_BYTES = 1024 ** 3

/** Makes a folder of a name that begins with `prefix`, in memory where there is room for it, else on disk; removing it is the caller's. */
export function makeQuickFolder(prefix, inMemory = IN_MEMORY) {
  return mkdtempSync(path.join(hasRoom(inMemory) ? inMemory : tmpdir(), prefix))
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
