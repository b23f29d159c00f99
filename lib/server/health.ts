// Whether this process may be sent traffic. Live: it answers. Ready: its database answers and fits this version.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openDb, sql } from './db'
import { log } from './log'
import { setDatabaseUp } from './metrics'
import { singleton } from './singleton'

/** Readiness waits at most this long for the database; opening the embedded one the first time takes a few seconds. */
export const READY_TIMEOUT_MS = 5000

/**
 * Whether the database is open, migrated and answering. Waits at most `timeoutMs`; an opening that takes longer goes on
 * by itself, so a later check finds it done. Never throws.
 */
export async function isDatabaseUp(timeoutMs = READY_TIMEOUT_MS): Promise<boolean> {
  const failure = await Promise.race([askDatabase(), delayed(timeoutMs)])
  const up = failure === null
  setDatabaseUp(up)
  noteChange(up, failure)
  return up
}

/** The version in package.json of the folder this process was started in. */
export function appVersion(): Promise<string> {
  return singleton('version', readVersion)
}

async function askDatabase(): Promise<unknown> {
  try {
    await openDb()
    await sql().query('SELECT 1')
    return null
  } catch (error) {
    return error
  }
}

function delayed(timeoutMs: number): Promise<Error> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs).unref()
  })
}

// Supervisors ask every few seconds; one line when it changes is worth more than a thousand that repeat it.
function noteChange(up: boolean, failure: unknown): void {
  const last = singleton('database-seen', () => ({ up: true }))
  if (up === last.up) return
  last.up = up
  if (up) log.info('the database answers again')
  else log.warn({ err: failure }, 'the database does not answer')
}

async function readVersion(): Promise<string> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'package.json')
  const { version }: { version?: unknown } = JSON.parse(await readFile(file, 'utf8'))
  return typeof version === 'string' ? version : 'unknown'
}
