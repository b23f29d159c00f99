import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPostgres, usePostgresDatabase } from './each-database'

const root = path.resolve(import.meta.dirname, '../..')
const engineFile = path.join(root, 'scripts/schema-engine.mjs')
/** Each run of Prisma's command line takes seconds on a busy machine. */
const CLI_TIMEOUT_MS = 120_000

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "generated"
}
datasource db {
  provider = "postgresql"
}
model Car {
  id    Int    @id
  plate String @unique
}
`

/** A script that breaks when it is split at ";". */
const FUNCTION = `
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.plate = upper(NEW.plate); RETURN NEW; END; $$;
CREATE TRIGGER shout BEFORE INSERT ON "Car" FOR EACH ROW EXECUTE FUNCTION shout();
`

test('asked for its version it answers without a database', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [engineFile, '--version'])
  expect(stdout).toMatch(/^schema-engine-cli /)
})

test('a server that does not answer is error P1001, in the form the command line reads', async () => {
  const datasource = JSON.stringify({ url: 'postgresql://postgres@127.0.0.1:1/none' })
  const run = promisify(execFile)(process.execPath, [
    engineFile,
    '--datasource',
    datasource,
    'cli',
    'can-connect-to-database',
  ])
  const { code, stderr } = await run.then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => error,
  )
  expect(code).toBe(1)
  expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
    level: 'ERROR',
    fields: { error_code: 'P1001' },
  })
})

describe.skipIf(!hasPostgres)('the schema engine behind Prisma (PostgreSQL)', () => {
  const databaseUrl = usePostgresDatabase()
  let folder: string
  let client: pg.Client

  beforeAll(async () => {
    // Inside the project, so that the configuration finds its packages.
    mkdirSync(path.join(root, 'test-results'), { recursive: true })
    folder = mkdtempSync(path.join(root, 'test-results', 'schema-engine-'))
    writeFileSync(path.join(folder, 'schema.prisma'), SCHEMA)
    writeFileSync(
      path.join(folder, 'prisma.config.ts'),
      `import { defineConfig } from 'prisma/config'
       export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' }, datasource: { url: process.env.DATABASE_URL ?? '' } })`,
    )
    client = new pg.Client({ connectionString: databaseUrl() })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  })

  const prisma = async (args: string[], url = databaseUrl()) => {
    const command = [path.join(root, 'node_modules/prisma/build/index.js'), ...args]
    const env = {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: engineFile,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: folder, env })
    return stdout + stderr
  }
  const migrations = () => readdirSync(path.join(folder, 'migrations')).filter((name) => /^\d/.test(name))

  test(
    'makes a migration, applies it, and a shadow database leaves no trace',
    async () => {
      await prisma(['migrate', 'dev', '--name', 'first'])
      expect(migrations()).toHaveLength(1)
      await client.query(`INSERT INTO "Car" VALUES (1, 'ab-12')`)
      const { rows } = await client.query(
        `SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`,
      )
      expect(rows).toEqual([])
      expect(await prisma(['migrate', 'status'])).toContain('Database schema is up to date!')
    },
    CLI_TIMEOUT_MS,
  )

  test(
    'applies functions whole, and keeps what the schema cannot say',
    async () => {
      const name = '29990101000000_shout'
      mkdirSync(path.join(folder, 'migrations', name))
      writeFileSync(path.join(folder, 'migrations', name, 'migration.sql'), FUNCTION)
      expect(
        await prisma(['migrate', 'status']).catch((error: { stdout: string }) => error.stdout),
      ).toContain(name)
      await prisma(['migrate', 'deploy'])
      await client.query(`INSERT INTO "Car" VALUES (2, 'cd-34')`)
      expect((await client.query(`SELECT plate FROM "Car" WHERE id = 2`)).rows).toEqual([{ plate: 'CD-34' }])
      const drift = [
        'migrate',
        'diff',
        '--from-config-datasource',
        '--to-schema',
        'schema.prisma',
        '--exit-code',
      ]
      expect(await prisma(drift)).toContain('No difference detected')
    },
    CLI_TIMEOUT_MS,
  )

  test(
    'prints differences as SQL, and reads a schema back from the database',
    async () => {
      const diff = ['migrate', 'diff', '--from-empty', '--to-schema', 'schema.prisma', '--script']
      expect(await prisma(diff)).toContain('CREATE TABLE "Car"')
      await prisma(['db', 'pull'])
      expect(readFileSync(path.join(folder, 'schema.prisma'), 'utf8')).toMatch(/plate\s+String\s+@unique/)
    },
    CLI_TIMEOUT_MS,
  )

  test(
    'a failing migration is told in the words of the database',
    async () => {
      const name = '29990102000000_bad'
      mkdirSync(path.join(folder, 'migrations', name))
      writeFileSync(path.join(folder, 'migrations', name, 'migration.sql'), 'SELECT 1 / 0;')
      const failure = await prisma(['migrate', 'deploy']).catch(
        (error: { stdout: string; stderr: string }) => error,
      )
      expect(JSON.stringify(failure)).toContain('division by zero')
      rmSync(path.join(folder, 'migrations', name), { recursive: true })
    },
    CLI_TIMEOUT_MS,
  )

  test(
    'a method it does not know is refused, and the next request is answered',
    async () => {
      const datasource = JSON.stringify({ url: databaseUrl() })
      const child = spawn(process.execPath, [engineFile, '--datasource', datasource], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      const request = (id: number, method: string) =>
        `${JSON.stringify({ jsonrpc: '2.0', id, method, params: {} })}\n`
      child.stdin.end(`${request(1, 'nonsense')}\n${request(2, 'getDatabaseDescription')}`)
      let said = ''
      for await (const chunk of child.stdout) said += chunk
      const [refusal, answer] = said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(refusal).toMatchObject({
        id: 1,
        error: { code: 4466, data: { message: expect.stringContaining('nonsense') } },
      })
      expect(answer).toEqual({ jsonrpc: '2.0', id: 2, result: { description: '' } })
    },
    CLI_TIMEOUT_MS,
  )
})
