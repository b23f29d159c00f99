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
  const up = await Promise.race([askDatabase(), delayed(timeoutMs)])
  setDatabaseUp(up)
  return up
}

/** The version in package.json of the folder this process was started in. */
export function appVersion(): Promise<string> {
  return singleton('version', readVersion)
}

async function askDatabase(): Promise<boolean> {
  try {
    await openDb()
    await sql().query('SELECT 1')
    return true
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer')
    return false
  }
}

function delayed(timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), timeoutMs).unref()
  })
}

async function readVersion(): Promise<string> {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'package.json')
  const { version }: { version?: unknown } = JSON.parse(await readFile(file, 'utf8'))
  return typeof version === 'string' ? version : 'unknown'
}
