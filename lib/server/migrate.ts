// Brings a database to the schema of this version. It applies prisma/migrations in order and records them exactly as
// Prisma's own CLI does, so `prisma migrate status` and `deploy` agree with it. It makes no migrations.

import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { SqlSession } from './sql'

/** The database and the migrations of this version do not fit together. The message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** The advisory lock key that Prisma's CLI takes as well, so that both never migrate at the same time. */
export const MIGRATION_LOCK_KEY = 72_707_369

type Migration = { name: string; checksum: string; script: string }
type Applied = { migration_name: string; checksum: string; finished_at: Date | null }

/**
 * Applies every migration the database does not have yet, each in a transaction of its own together with its record.
 * Returns the names applied, which is none when the database is up to date. Migrations recorded there that this
 * version does not know are left alone: during a rolling update the newer version may have come first.
 * @param session A session nobody else uses while this runs.
 * @throws MigrationError when an applied migration was edited since, when an earlier one failed half way, or when one fails now.
 */
export async function applyMigrations(session: SqlSession, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder)
  // Most starts find nothing to do; they neither wait for the lock nor need the right to change tables.
  if (pendingOf(migrations, await readApplied(session)).length === 0) return []
  await session.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK_KEY})::text`)
  try {
    await session.script(CREATE_RECORD_TABLE)
    const pending = pendingOf(migrations, await readApplied(session))
    for (const migration of pending) await applyOne(session, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await session.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK_KEY})`)
  }
}

/** Where migrations lie: below the folder the process was started in, also under `next start`. */
export function migrationsFolder(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations')
}

// The table as Prisma's schema engine creates it.
const CREATE_RECORD_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new MigrationError(
      `No migrations found in ${folder}. Start Milepost from its own folder, the one with package.json.`,
      { cause },
    )
  })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(names.sort().map((name) => readMigration(folder, name)))
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const script = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
  return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
}

async function readApplied(session: SqlSession): Promise<Applied[]> {
  const [table] = await session.query<{ name: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS name`,
  )
  if (!table?.name) return []
  return session.query<Applied>(
    `SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
}

function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const byName = new Map(applied.map((row) => [row.migration_name, row]))
  return migrations.filter((migration) => {
    const row = byName.get(migration.name)
    if (!row) return true
    if (row.finished_at === null) throw new MigrationError(failedBefore(migration.name))
    if (row.checksum !== migration.checksum) throw new MigrationError(editedSince(migration.name))
    return false
  })
}

async function applyOne(session: SqlSession, migration: Migration): Promise<void> {
  await session.script('BEGIN')
  try {
    await session.script(migration.script)
    await session.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await session.script('COMMIT')
  } catch (cause) {
    await session.script('ROLLBACK')
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(`Migration ${migration.name} failed and was undone: ${reason}`, { cause })
  }
}

function failedBefore(name: string): string {
  return (
    `Migration ${name} failed half way at an earlier try. Look at the database, then tell Prisma how it ended: ` +
    `npx prisma migrate resolve --rolled-back ${name} (or --applied).`
  )
}

function editedSince(name: string): string {
  return (
    `Migration ${name} was edited after it had been applied to this database. ` +
    'Restore prisma/migrations as released and put the change into a new migration.'
  )
}
