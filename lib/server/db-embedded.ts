// The embedded database: PGlite in this process, in a folder that only this process may open.
// It owns folder, lock and session; who uses the session is decided in db.ts.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { lockFolder } from './folder-lock'
import { applyMigrations } from './migrate'

/** The open engine and how to let go of it. */
export type EmbeddedDatabase = {
  pglite: PGlite
  /** Writes everything down, closes the database and gives the folder back. */
  close(): Promise<void>
}

/**
 * Opens `<dataDir>/pg`, made at the first time, and brings it to the schema of this version.
 * PGlite itself has no lock on its folder, and two processes on one folder lose rows silently.
 * @throws FolderLockedError when another living process has it open, MigrationError when its schema does not fit.
 */
export async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = lockFolder(path.join(dataDir, 'pg.lock'))
  try {
    // Loaded only here: a process on PostgreSQL never pays for the engine.
    const { PGlite } = await import('@electric-sql/pglite')
    const pglite = await PGlite.create({ dataDir: path.join(dataDir, 'pg') })
    const close = async () => {
      await pglite.close()
      lock.release()
    }
    await migrate(pglite).catch(async (error: unknown) => {
      await close()
      throw error
    })
    return { pglite, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function migrate(pglite: PGlite): Promise<void> {
  await applyMigrations({
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...values])).rows,
    script: async (text) => {
      await pglite.exec(text)
    },
  })
}
