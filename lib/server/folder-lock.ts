// A lock on a folder that only one process may use at a time, kept as a file that names its holder.
// It tells a living holder from a dead one; what the folder holds is not its business.

import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

/** Another living process holds the folder. The message says which, since when, and what to do. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError'
}

/** A lock that is held. */
export type FolderLock = {
  /** Gives the folder back. Safe to call twice; never removes a lock that is no longer ours. */
  release(): void
}

const BEAT_EVERY_MS = 5_000
/** A holder on another host cannot be asked, so it counts as gone when its file was not touched for this long. */
const FOREIGN_HOST_SILENT_MS = 30_000
const TRIES = 5

const holderSchema = z.object({
  token: z.string(),
  pid: z.number().int(),
  /** What tells this process from a later one with the same pid; null where the system does not say. */
  processStart: z.string().nullable(),
  host: z.string(),
  command: z.string(),
  lockedAt: z.iso.datetime(),
})
type Holder = z.infer<typeof holderSchema>

/**
 * Takes the lock `file`, or takes it over when its holder is dead. It is released by `release` and at process exit.
 * @throws FolderLockedError when a living process holds it.
 */
export function lockFolder(file: string): FolderLock {
  const self: Holder = {
    token: randomUUID(),
    pid: process.pid,
    processStart: processStart(process.pid),
    host: hostname(),
    command: process.argv.slice(0, 2).join(' '),
    lockedAt: new Date().toISOString(),
  }
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (tryCreate(file, self)) return hold(file, self)
    const holder = readHolder(file)
    if (holder && isAlive(holder, file)) throw new FolderLockedError(describe(holder, file))
    removeStale(file, holder)
  }
  throw new FolderLockedError(`Could not take the lock ${file}: several processes are trying at once.`)
}

/**
 * What identifies a running process beyond its pid, which the system gives out again: its start time.
 * Null when no such process runs (one that only waits to be buried included), or when the system does not tell.
 */
export function processStart(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the command in parentheses and may hold spaces; after it come the state and, 20th, the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** Writes the whole file aside and links it into place: it appears complete, or not at all when one is there. */
function tryCreate(file: string, self: Holder): boolean {
  const draft = `${file}.${self.token}`
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(file: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) return Date.now() - modifiedAtMs(file) < FOREIGN_HOST_SILENT_MS
  if (!isRunning(holder.pid)) return false
  return holder.processStart === null || holder.processStart === processStart(holder.pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrorCode(error, 'EPERM')
  }
}

function modifiedAtMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/**
 * Moves the file away first and looks again at what was moved: of two processes that found the same dead holder,
 * the slower one may otherwise remove the lock that the faster one has just made.
 */
function removeStale(file: string, stale: Holder | null): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return
    throw error
  }
  const moved = readHolder(aside)
  if (moved && moved.token !== stale?.token) linkSync(aside, file)
  rmSync(aside, { force: true })
}

function hold(file: string, self: Holder): FolderLock {
  const beat = setInterval(() => touch(file), BEAT_EVERY_MS)
  beat.unref()
  const release = () => {
    clearInterval(beat)
    process.off('exit', release)
    if (readHolder(file)?.token === self.token) rmSync(file, { force: true })
  }
  process.on('exit', release)
  return { release }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // The folder was deleted under us; the next write to the database will say so.
  }
}

function describe(holder: Holder, file: string): string {
  const where =
    holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`
  return (
    `The embedded database is in use by ${where} (${holder.command}) since ${holder.lockedAt}, and only one process ` +
    `may open it. Stop that process, choose another MILEPOST_DATA_DIR, or set DATABASE_URL to a PostgreSQL server. ` +
    `The lock is ${file}.`
  )
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
