// A migrated PostgreSQL database to copy. Copying takes a tenth of what the migrations take, and all tests of a run begin with
// the same.

import type pg from 'pg'
import { inject } from 'vitest'
import { applyMigrations } from '@/lib/server/migrate'
import { addressOf, onServer } from './postgres-server'
import { unfinishedTemplate } from './postgres-template-name'

/** Only those who make templates wait for each other by it. */
const TEMPLATE_LOCK_KEY = 51_870_226

/** The name of a database of this version's schema that nobody is connected to. Whoever asks first in a run makes it. */
export async function migratedTemplate(): Promise<string> {
  const name = inject('postgresTemplate')
  await onServer(async (client) => {
    if (await exists(client, name)) return
    await client.query(`SELECT pg_advisory_lock(${TEMPLATE_LOCK_KEY})`)
    if (!(await exists(client, name))) await make(client, name)
  })
  return name
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rows.length > 0
}

/** It gets its name when it is done: until then there is none to copy. */
async function make(client: pg.Client, name: string): Promise<void> {
  const unfinished = unfinishedTemplate(name)
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${unfinished}`)
  await onServer(migrate, addressOf(unfinished))
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`)
}

async function migrate(client: pg.Client): Promise<void> {
  await applyMigrations({
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    script: async (text) => {
      await client.query(text)
    },
  })
}
