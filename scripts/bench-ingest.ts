// `npm run bench:ingest`: how fast pushed positions become stored ones. In one run, on one database of its own: the bare
// inserts, the same with the latest states, and the whole receiver over HTTP in the production build. With --to-browser, how
// long it takes until a browser has what was pushed. The last line is JSON.

import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDays } from '@/lib/server/data/system/partitions'
import { cleanUp } from './load/clean-up'
import { measureDirectWrites } from './load/direct-writes'
import { createOwnDatabase } from './load/own-postgres'
import { appLaunch, ingestLaunch } from './load/processes'
import { type Cost, eachUs, sessionsMs } from './load/processor-time'
import { productionBuild } from './load/production-build'
import { type Range, type Shot, shootAt } from './load/shot'
import { measureToBrowser } from './load/to-browser'
import { type LoadTenant, makeWorld, type Store, withStore } from './load/world'

const HELP = `npm run bench:ingest -- [options]

  --db NAME       postgres, pglite, or auto: PostgreSQL when one answers at TEST_DATABASE_URL or on
                  127.0.0.1:5432, else PGlite (auto)
  --seconds N     length of each measurement (8)
  --to-browser    measure the time from a post to a browser instead, without load and with
  --profile DIR   have the processes write CPU profiles there
  --help          this text

The last line is one JSON object. The other processes of the machine count: look at its load first.
`

const WORLD = { tenants: 4, devicesEach: 1000 }
const CONNECTIONS = 64
const WARM_UP_MS = 3000
const HOUR_MS = 3_600_000

type Options = { db: string; measuredMs: number; toBrowser: boolean; profileDir: string | null }

process.env.LOG_LEVEL ??= 'warn'
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) return void console.log(HELP)
  const distDir = productionBuild()
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-bench-'))
  const removeFolder = cleanUp(async () => rmSync(folder, { recursive: true, force: true }))
  const database = options.db === 'pglite' ? null : await createOwnDatabase(serverUrl(), tell)
  if (database === null && options.db === 'postgres')
    throw new Error('No PostgreSQL answers. Start one, or use --db pglite.')
  const store = { DATABASE_URL: database?.url ?? '', MILEPOST_DATA_DIR: folder }
  try {
    tell(`measuring on ${nameOf(store)}; load of the machine ${loadavg()[0]?.toFixed(2)}`)
    console.log(JSON.stringify(await measure({ store, options, distDir })))
  } finally {
    await database?.drop()
    await removeFolder()
  }
}

async function measure({ store, options, distDir }: { store: Store; options: Options; distDir: string }) {
  const { measuredMs, profileDir } = options
  const tenants = await withStore(store, async () => {
    const made = await makeWorld(WORLD)
    await makeDays(Date.now())
    return made
  })
  tell(`${WORLD.tenants} tenants with ${WORLD.devicesEach} devices each are made`)
  const range = {
    store,
    tenants,
    connections: CONNECTIONS,
    warmUpMs: WARM_UP_MS,
    measuredMs,
    profileDir,
    tell,
  }
  const [bench, figures] = options.toBrowser
    ? ['push-to-browser', await toBrowser(distDir, range)]
    : ['ingest', await ingest(distDir, range)]
  return { bench, db: nameOf(store), ...figures, loadBefore: Number(loadAtStart.toFixed(2)) }
}

async function ingest(distDir: string, range: Range) {
  const { store, tenants, measuredMs } = range
  const [bare, upsert] = await withStore(store, async () => [
    await direct({ tenants, measuredMs, withStates: false }),
    await direct({ tenants, measuredMs, withStates: true }),
  ])
  const app = await shot('the app', appLaunch(distDir), range)
  // The embedded database belongs to the app's process: there is no other way to it.
  const server = store.DATABASE_URL === '' ? null : await shot('the bare server', ingestLaunch(), range)
  return {
    bareRowsPerS: bare,
    upsertRowsPerS: upsert,
    receiverItemsPerS: app.itemsPerS,
    ratioToUpsert: Number((app.itemsPerS / upsert).toFixed(2)),
    p50Ms: app.p50Ms,
    p99Ms: app.p99Ms,
    bareServerItemsPerS: server?.itemsPerS ?? null,
    connections: CONNECTIONS,
    itemsPerRequest: 50,
  }
}

async function shot(name: string, launch: ReturnType<typeof appLaunch>, range: Range): Promise<Shot> {
  const taken = await shootAt({ name, launch, startMs: freshStart() }, range)
  tell(`whole receiver in ${name}: ${taken.itemsPerS} items/s, p50 ${taken.p50Ms} ms, p99 ${taken.p99Ms} ms`)
  tell(`processor time an item: ${wordsOf(taken.cost)}`)
  return taken
}

async function toBrowser(distDir: string, range: Range) {
  const target = { name: 'the app', launch: appLaunch(distDir), startMs: freshStart() }
  const { quiet, loaded, itemsPerS } = await measureToBrowser(target, range)
  return { quiet, loaded, loadItemsPerS: itemsPerS }
}

const loadAtStart = loadavg()[0] ?? 0

async function direct({
  tenants,
  measuredMs,
  withStates,
}: {
  tenants: readonly LoadTenant[]
  measuredMs: number
  withStates: boolean
}): Promise<number> {
  const what = withStates ? 'the same with latest states' : 'bare inserts in batches of 50'
  const rates: number[] = []
  for (const sessions of [1, 4]) {
    const before = { own: process.cpuUsage(), databaseMs: await sessionsMs() }
    const { rowsPerS, rows } = await measureDirectWrites({
      tenants,
      sessions,
      warmUpMs: WARM_UP_MS / 2,
      measuredMs: measuredMs / 2,
      startMs: freshStart(),
      withStates,
    })
    const own = process.cpuUsage(before.own)
    const spent = {
      serverMs: (own.user + own.system) / 1000,
      databaseMs: (await sessionsMs()) - before.databaseMs,
    }
    tell(
      `${what}: ${rowsPerS} rows/s, sessions: ${sessions}; ${wordsOf(eachUs({ ...spent, senderMs: 0 }, rows))}`,
    )
    rates.push(rowsPerS)
  }
  return Math.max(...rates)
}

function wordsOf({ serverUs, databaseUs, senderUs }: Cost): string {
  return `${serverUs} µs, the database ${databaseUs} µs, the sender ${senderUs} µs`
}

/** Each measurement tells of times of its own, later than all before it, so that every row is new and every state moves. */
function freshStart(): number {
  starts += 1
  return Math.floor((Date.now() - 12 * HOUR_MS + starts * HOUR_MS) / 1000) * 1000
}
let starts = 0

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      db: { type: 'string', default: 'auto' },
      seconds: { type: 'string', default: '8' },
      'to-browser': { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  if (!['postgres', 'pglite', 'auto'].includes(values.db))
    throw new Error(`--db takes postgres, pglite or auto, not "${values.db}".`)
  if (!/^[1-9]\d{0,2}$/.test(values.seconds))
    throw new Error(`--seconds takes 1 to 999, not "${values.seconds}".`)
  return {
    db: values.db,
    measuredMs: Number(values.seconds) * 1000,
    toBrowser: values['to-browser'],
    profileDir: values.profile ?? null,
  }
}

function serverUrl(): string {
  return process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres'
}

function nameOf(store: Store): string {
  return store.DATABASE_URL === '' ? 'pglite' : 'postgres'
}

function tell(words: string): void {
  console.log(`bench: ${words}`)
}
