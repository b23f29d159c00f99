// The one database of this process, and the only place that makes a Prisma client. Nothing is opened before the first
// use. Also loaded by scripts and the seed: no 'server-only'.

import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { openEmbedded } from './db-embedded'
import { env } from './env'
import { PrismaClient } from './generated/prisma/client'
import { applyMigrations } from './migrate'
import { findSingleton, forgetSingleton, singleton } from './singleton'
import type { Sql } from './sql'

/** An open, or not yet opened, database. */
export type Database = {
  kind: 'embedded' | 'postgres'
  prisma: PrismaClient
  /** Each statement on whatever session is free. */
  sql: Sql
  /** Runs `work` in one transaction; an error undoes everything. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
  /** Opens and migrates, if that has not happened yet. A failure is not remembered: the next call tries again. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** The process is ending and has closed its database. */
export class DatabaseClosedError extends Error {
  override readonly name = 'DatabaseClosedError'
}

/**
 * The database of this process: PostgreSQL at DATABASE_URL, else the embedded one in the data folder.
 * @throws DatabaseClosedError after `closeDbForGood`
 */
export function database(): Database {
  if (findSingleton<boolean>('database-is-closed'))
    throw new DatabaseClosedError('The database is closed: this process is ending.')
  return singleton('database', () => {
    const { databaseUrl, dataDir } = env()
    return databaseUrl === null ? embeddedDatabase(dataDir) : postgresDatabase(databaseUrl)
  })
}

/** Prisma, for everything but bulk writes. Never inside `inTransaction`: it would wait for the session that runs it. */
export function db(): PrismaClient {
  return database().prisma
}

/** Plain SQL. Inside `inTransaction` it is that transaction, so data functions can be put together freely. */
export function sql(): Sql {
  return ambientTransaction().getStore() ?? database().sql
}

/** Runs `work` in one transaction, or within the one that is already running. All `sql()` calls in it belong to it. */
export function inTransaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const running = ambientTransaction().getStore()
  if (running) return work(running)
  return database().transaction((session) => ambientTransaction().run(session, () => work(session)))
}

/** Whether this is called from within `inTransaction`, and so with a session in hand. */
export function isInTransaction(): boolean {
  return ambientTransaction().getStore() !== undefined
}

/** Opens and migrates now, so that a start fails early and with words. See the errors of `openEmbedded`. */
export function openDb(): Promise<void> {
  return database().ready()
}

/** Whether this process uses a database now, so that late bookkeeping does not open it again. */
export function isDbInUse(): boolean {
  return findSingleton<Database>('database') !== null
}

/** Closes the database of this process if it was opened; the next use opens it again. */
export async function closeDb(): Promise<void> {
  const open = findSingleton<Database>('database')
  forgetSingleton('database')
  await open?.close()
}

/** Closes the database and keeps it closed: whatever a process still does while it ends must not open it again. */
export async function closeDbForGood(): Promise<void> {
  singleton('database-is-closed', () => true)
  await closeDb()
}

function ambientTransaction(): AsyncLocalStorage<Sql> {
  return singleton('transaction', () => new AsyncLocalStorage<Sql>())
}

function embeddedDatabase(dataDir: string): Database {
  const opened = retryable(() => openEmbedded(dataDir))
  const prisma = prismaOver(async () => new PrismaPGlite((await opened.get()).pglite).connect())
  return {
    kind: 'embedded',
    prisma,
    sql: {
      query: async (text, values = []) =>
        (await (await opened.get()).pglite.query<never>(text, [...values])).rows,
    },
    transaction: async (work) =>
      (await opened.get()).pglite.transaction((tx) =>
        work({ query: async (text, values = []) => (await tx.query<never>(text, [...values])).rows }),
      ),
    ready: async () => {
      await opened.get()
    },
    close: async () => {
      await prisma.$disconnect()
      // An opening that failed has nothing to close, and has told its own caller.
      const open = await opened.peek()?.catch(() => null)
      await open?.close()
    },
  }
}

function postgresDatabase(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  // Without a listener a broken idle session would end the process; the pool replaces it by itself.
  pool.on('error', () => {})
  // The pool listens only to sessions at rest. One that breaks at work fails its query, and that is how it is heard of.
  pool.on('connect', (client) => client.on('error', () => {}))
  const migrated = retryable(() => migrateOver(pool))
  const prisma = prismaOver(async () => {
    await migrated.get()
    return new PrismaPg(pool).connect()
  })
  return {
    kind: 'postgres',
    prisma,
    sql: {
      query: async (text, values = []) => {
        await migrated.get()
        return (await pool.query(statement(text, values))).rows
      },
    },
    transaction: async (work) => {
      await migrated.get()
      return transactionOver(pool, work)
    },
    ready: migrated.get,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** A Prisma client that opens the database when it first needs it, which is what lets `db()` answer at once. */
function prismaOver(connect: SqlDriverAdapterFactory['connect']): PrismaClient {
  return new PrismaClient({ adapter: { provider: 'postgres', adapterName: 'milepost', connect } })
}

/** Remembers the first success of `make`, shares it among those who wait, and forgets failures. */
function retryable<T>(make: () => Promise<T>): { get(): Promise<T>; peek(): Promise<T> | null } {
  let current: Promise<T> | null = null
  return {
    get: () => {
      current ??= make().catch((error: unknown) => {
        current = null
        throw error
      })
      return current
    },
    peek: () => current,
  }
}

async function migrateOver(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await applyMigrations({
      query: async (text, values = []) => (await client.query(text, [...values])).rows,
      script: async (text) => {
        await client.query(text)
      },
    })
  } finally {
    client.release()
  }
}

async function transactionOver<Result>(pool: pg.Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work({
      query: async (text, values = []) => (await client.query(statement(text, values))).rows,
    })
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A session that cannot even roll back is thrown away, never handed to the next caller.
    await client.query('ROLLBACK').catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** How many bulk statements a session keeps at most. They are constants, so this is only reached by mistake. */
const MAX_PREPARED = 200
const preparedNames = new Map<string, string>()

/**
 * A bulk statement is prepared once for each session: planning one of forty columns takes longer than storing fifty rows.
 * All others are too small, or too seldom, to be worth it.
 */
function statement(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (!text.includes('unnest(')) return { text, values: [...values] }
  const known = preparedNames.get(text)
  if (known === undefined && preparedNames.size >= MAX_PREPARED) return { text, values: [...values] }
  const name = known ?? `bulk ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
  preparedNames.set(text, name)
  return { name, text, values: [...values] }
}
