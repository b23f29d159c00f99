// Runs the same tests on both databases: PGlite in a folder of its own, and PostgreSQL in a database of its own when a
// server answers (TEST_DATABASE_URL, else postgres@127.0.0.1:5432). Both are made for the describe block and removed after it.

import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe } from 'vitest'
import { closeDb, openDb } from '@/lib/server/db'
import { forgetEnv } from '@/lib/server/env'
import { makeQuickFolder } from '@/scripts/lib/quick-folder.mjs'
import { seedEmbedded } from './embedded-template'
import { addressOf, onServer, serverUrl } from './postgres-server'
import { migratedTemplate } from './postgres-template'

export type DatabaseKind = 'embedded' | 'postgres'

/** Where the tests run. The address and folder are known once the block's `beforeAll` has run. */
export type DatabaseUnderTest = { kind: DatabaseKind; databaseUrl: () => string; dataDir: () => string }

const postgresAbsence = await whyNoPostgres()
if (postgresAbsence) process.stderr.write(`PostgreSQL tests are skipped: ${postgresAbsence}\n`)

/**
 * How many cases a property gets: all of them on PostgreSQL, and a fifth on PGlite, which runs the same statements far slower.
 * What differs between the two is whole kinds of statements, and shows in a few cases. All of them where there is no PostgreSQL.
 */
export function casesOn({ kind }: DatabaseUnderTest, cases: number): number {
  return kind === 'embedded' && postgresAbsence === null ? Math.ceil(cases / 5) : cases
}

/** Defines the tests twice; `lib/server/db` is open on the database under test while they run. */
export function describeOnEachDatabase(name: string, define: (database: DatabaseUnderTest) => void): void {
  describeOnEmbedded(name, define)
  describeOnPostgres(name, define)
}

/**
 * As `describeOnEachDatabase`, for services whose own statements are proved on both elsewhere: once, on PostgreSQL where one
 * answers, else on PGlite. The journeys in the browser run on PGlite.
 */
export function describeOnOneDatabase(name: string, define: (database: DatabaseUnderTest) => void): void {
  const describeOnIt = postgresAbsence === null ? describeOnPostgres : describeOnEmbedded
  describeOnIt(name, define)
}

/** As `describeOnEachDatabase`, for what only concerns the embedded database. */
export function describeOnEmbedded(name: string, define: (database: DatabaseUnderTest) => void): void {
  describe(`${name} (PGlite)`, () => {
    const dataDir = useDataDir()
    beforeAll(async () => {
      await seedEmbedded(dataDir())
      await openOn({ DATABASE_URL: '', MILEPOST_DATA_DIR: dataDir() })
    })
    afterAll(closeDb)
    define({ kind: 'embedded', databaseUrl: () => '', dataDir })
  })
}

/** As `describeOnEachDatabase`, for what only concerns PostgreSQL. Skipped, with the reason printed, when none answers. */
export function describeOnPostgres(name: string, define: (database: DatabaseUnderTest) => void): void {
  describe.skipIf(postgresAbsence !== null)(`${name} (PostgreSQL)`, () => {
    const dataDir = useDataDir()
    const databaseUrl = usePostgresDatabase({ migrated: true })
    beforeAll(() => openOn({ DATABASE_URL: databaseUrl(), MILEPOST_DATA_DIR: dataDir() }))
    afterAll(closeDb)
    define({ kind: 'postgres', databaseUrl, dataDir })
  })
}

/** A folder that lives as long as the describe block. */
export function useDataDir(): () => string {
  let folder = ''
  beforeAll(() => {
    folder = makeQuickFolder('milepost-test-')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return () => folder
}

/**
 * A PostgreSQL database without rows that lives as long as the describe block; without tables too, unless it is to be `migrated`.
 * Only within `describeOnPostgres`-like blocks.
 */
export function usePostgresDatabase({ migrated = false } = {}): () => string {
  const name = `milepost_test_${randomUUID().replaceAll('-', '')}`
  beforeAll(async () => {
    const template = migrated ? await migratedTemplate() : 'template1'
    await onServer(async (client) => {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
      // What a test wrote need not outlast a crash of the server.
      await client.query(`ALTER DATABASE ${name} SET synchronous_commit TO off`)
    })
  })
  afterAll(() => onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)))
  return () => addressOf(name)
}

/** Whether PostgreSQL tests run here, for tests that open databases themselves. */
export const hasPostgres = postgresAbsence === null

async function openOn(variables: Record<string, string>): Promise<void> {
  Object.assign(process.env, variables)
  forgetEnv()
  await openDb()
}

async function whyNoPostgres(): Promise<string | null> {
  const { host } = new URL(serverUrl)
  try {
    await onServer((client) => client.query('SELECT 1'))
    return null
  } catch (error) {
    return `no PostgreSQL at ${host} (${error instanceof Error ? error.message : error}); set TEST_DATABASE_URL to name one`
  }
}
