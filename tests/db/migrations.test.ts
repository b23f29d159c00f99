import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@/lib/server/db'
import { applyMigrations, MigrationError, migrationsFolder } from '@/lib/server/migrate'
import type { SqlSession } from '@/lib/server/sql'
import { type DatabaseUnderTest, describeOnEachDatabase, describeOnPostgres } from './each-database'

const root = path.resolve(import.meta.dirname, '../..')
const migrations = readdirSync(migrationsFolder(), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

type Recorded = {
  migration_name: string
  checksum: string
  applied_steps_count: number
  finished_at: Date | null
}

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'milepost-migrations-')), 'migrations')
  cpSync(migrationsFolder(), folder, { recursive: true })
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

function addMigration(name: string, script: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), script)
}

/** A database like the one under test, to be migrated by the tests: each cleans up what it added. */
function useSession(database: DatabaseUnderTest): () => SqlSession {
  let opened: { session: SqlSession; close: () => Promise<void> }
  beforeAll(async () => {
    opened =
      database.kind === 'embedded' ? await memorySession() : await postgresSession(database.databaseUrl())
    await applyMigrations(opened.session)
  })
  afterAll(() => opened.close())
  return () => opened.session
}

async function memorySession() {
  const pglite = await PGlite.create()
  const session: SqlSession = {
    query: async (text, values = []) => (await pglite.query<never>(text, [...values])).rows,
    script: async (text) => {
      await pglite.exec(text)
    },
  }
  return { session, close: () => pglite.close() }
}

async function postgresSession(connectionString: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const session: SqlSession = {
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    script: async (text) => {
      await client.query(text)
    },
  }
  return { session, close: () => client.end() }
}

function listRecorded(session: Pick<SqlSession, 'query'> = sql()): Promise<Recorded[]> {
  return session.query<Recorded>(
    'SELECT migration_name, checksum, applied_steps_count, finished_at FROM _prisma_migrations ORDER BY migration_name',
  )
}

describeOnEachDatabase('migrations', (database) => {
  const session = useSession(database)

  test('every migration is recorded as Prisma records it: file checksum, one step, finished', async () => {
    const recorded = await listRecorded()
    expect(recorded.map((row) => row.migration_name)).toEqual(migrations)
    for (const row of recorded) {
      const script = readFileSync(path.join(migrationsFolder(), row.migration_name, 'migration.sql'))
      expect(row.checksum).toBe(createHash('sha256').update(script).digest('hex'))
      expect(row.applied_steps_count).toBe(1)
      expect(row.finished_at).toBeInstanceOf(Date)
    }
  })

  test('a database that is up to date is left alone, and a new migration is applied once', async () => {
    expect(await applyMigrations(session(), folder)).toEqual([])
    addMigration('29990101000000_more', 'CREATE TABLE more (id int); INSERT INTO more VALUES (1);')
    expect(await applyMigrations(session(), folder)).toEqual(['29990101000000_more'])
    expect(await applyMigrations(session(), folder)).toEqual([])
    expect(await session().query('SELECT id FROM more')).toEqual([{ id: 1 }])
    await session().script(
      `DROP TABLE more; DELETE FROM _prisma_migrations WHERE migration_name = '29990101000000_more'`,
    )
  })

  test('a migration that fails leaves nothing of itself, and says which it was', async () => {
    addMigration('29990101000000_bad', 'CREATE TABLE half (id int); SELECT 1 / 0;')
    await expect(applyMigrations(session(), folder)).rejects.toThrow(
      /Migration 29990101000000_bad failed and was undone: division by zero/,
    )
    expect(await session().query(`SELECT to_regclass('half')::text AS name`)).toEqual([{ name: null }])
    expect((await listRecorded(session())).map((row) => row.migration_name)).toEqual(migrations)
    // Mended, it applies: the failure left no lock behind either.
    addMigration('29990101000000_bad', 'SELECT 1;')
    expect(await applyMigrations(session(), folder)).toEqual(['29990101000000_bad'])
    await session().script(`DELETE FROM _prisma_migrations WHERE migration_name = '29990101000000_bad'`)
  })

  test('a migration edited after it was applied stops the start', async () => {
    const file = path.join(folder, migrations[0] ?? '', 'migration.sql')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- edited`)
    const attempt = applyMigrations(session(), folder)
    await expect(attempt).rejects.toThrow(MigrationError)
    await expect(attempt).rejects.toThrow(/was edited after .* new migration/)
  })

  test('a migration that another tool left half way stops the start, and a rolled back one is tried again', async () => {
    addMigration('29990101000000_half', 'SELECT 1;')
    await session().script(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('half', 'x', '29990101000000_half')`,
    )
    await expect(applyMigrations(session(), folder)).rejects.toThrow(
      'npx prisma migrate resolve --rolled-back 29990101000000_half',
    )
    await session().script(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'half'`)
    expect(await applyMigrations(session(), folder)).toEqual(['29990101000000_half'])
    await session().script(`DELETE FROM _prisma_migrations WHERE migration_name = '29990101000000_half'`)
  })

  test('started from another folder, it says where to start', async () => {
    await expect(applyMigrations(session(), path.join(folder, 'nowhere'))).rejects.toThrow(
      'the one with package.json',
    )
  })

  test.each([
    ['a latitude beyond the pole', insertPosition('90.1', 0)],
    ['a heading of 360', insertPosition('0', 360)],
    ['a place that is not a number', insertPosition("'NaN'", 0)],
  ])('the database itself refuses %s', async (_, statement) => {
    await expect(sql().query(statement)).rejects.toThrow(/position_ranges/)
  })
})

function insertPosition(lat: string, headingDeg: number): string {
  return `INSERT INTO position (tenant_id, device_id, fix_at, source, lat, lng, heading_deg, received_at)
    VALUES (gen_random_uuid(), gen_random_uuid(), now(), 'gps', ${lat}, 0, ${headingDeg}, now())`
}

/** Each run of Prisma's command line takes seconds on a busy machine. */
const CLI_TIMEOUT_MS = 120_000

describeOnPostgres('migrations beside Prisma', (database) => {
  const prisma = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: database.databaseUrl() },
    })

  test('several processes that start at once migrate once', async () => {
    addMigration('29990101000000_slow', 'SELECT pg_sleep(0.2); CREATE TABLE slow (id int);')
    const applied: string[][] = []
    const start = async () => {
      const { session, close } = await postgresSession(database.databaseUrl())
      applied.push(await applyMigrations(session, folder).finally(close))
    }
    await Promise.all([start(), start(), start()])
    expect(applied.toSorted((left, right) => left.length - right.length)).toEqual([
      [],
      [],
      ['29990101000000_slow'],
    ])
    await sql().query('DROP TABLE slow')
    await sql().query(`DELETE FROM _prisma_migrations WHERE migration_name = '29990101000000_slow'`)
  })

  test(
    '`prisma migrate status` and `deploy` agree that nothing is left to do',
    async () => {
      expect((await prisma('migrate', 'status')).stdout).toContain('Database schema is up to date!')
      expect((await prisma('migrate', 'deploy')).stdout).toContain('No pending migrations to apply.')
    },
    CLI_TIMEOUT_MS,
  )

  test(
    'schema.prisma, the migrations and the database say the same',
    async () => {
      const fromDatabase = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code']
      expect((await prisma('migrate', 'diff', ...fromDatabase)).stdout).toContain('No difference detected')
      const fromFiles = [
        '--from-migrations',
        'prisma/migrations',
        '--to-schema',
        'prisma/schema.prisma',
        '--exit-code',
      ]
      expect((await prisma('migrate', 'diff', ...fromFiles)).stdout).toContain('No difference detected')
    },
    CLI_TIMEOUT_MS,
  )
})
