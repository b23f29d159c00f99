// `npm run bench:live`: what the live stream costs and how fast it is, with a thousand browsers on one process of the
// production build, and the usual way of doing it beside it in the same run. The last line is JSON.

import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDays } from '@/lib/server/data/system/partitions'
import { cleanUp } from './load/clean-up'
import { type Baseline, type LiveSize, measureLive } from './load/live-rounds'
import { makeLiveWorld } from './load/live-world'
import { createOwnDatabase } from './load/own-postgres'
import { productionBuild } from './load/production-build'
import { withStore } from './load/world'

const HELP = `npm run bench:live -- [options]

  --clients N     browsers on the live stream, each with a session of its own (1000)
  --vehicles N    vehicles in three fleets, 7:2:1, a tenth of them moving every second (10000)
  --stuck N       clients that stop reading, beside the others (100)
  --rounds N      rounds of ours and the baseline (2)
  --seconds N     length of a measurement in a round (20)
  --soak N        seconds for which all clients and those that are stuck stay, for the slope of memory (300)
  --db NAME       postgres, pglite, or auto: PostgreSQL when one answers at TEST_DATABASE_URL or on
                  127.0.0.1:5432, else PGlite (auto)
  --profile DIR   have the app write a CPU profile there
  --help          this text

The last line is one JSON object. The other processes of the machine count: look at its load first.
`

type Options = LiveSize & { db: string }

process.env.LOG_LEVEL ??= 'warn'
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) return void console.log(HELP)
  const loadBefore = Number(loadavg()[0]?.toFixed(2))
  const distDir = productionBuild()
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-live-'))
  const removeFolder = cleanUp(async () => rmSync(folder, { recursive: true, force: true }))
  const serverUrl = process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres'
  const database = options.db === 'pglite' ? null : await createOwnDatabase(serverUrl, tell)
  if (database === null && options.db === 'postgres')
    throw new Error('No PostgreSQL answers. Start one, or use --db pglite.')
  const store = { DATABASE_URL: database?.url ?? '', MILEPOST_DATA_DIR: folder }
  const db = database === null ? 'pglite' : 'postgres'
  try {
    tell(`measuring on ${db}; load of the machine ${loadBefore}`)
    const world = await withStore(store, async () => {
      await makeDays(Date.now())
      return makeLiveWorld({ vehicles: options.vehicles, seats: options.clients + options.stuck })
    })
    tell(`${options.vehicles} vehicles, ${world.seats.length} people and ${world.scopes} scopes are made`)
    const baseline: Baseline = { fleets: world.fleets, folder }
    const figures = await measureLive({ store, world, distDir, baseline, tell }, options)
    console.log(JSON.stringify({ bench: 'live', db, ...figures, loadBefore }))
  } finally {
    await database?.drop()
    await removeFolder()
  }
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '1000' },
      vehicles: { type: 'string', default: '10000' },
      stuck: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '20' },
      soak: { type: 'string', default: '300' },
      db: { type: 'string', default: 'auto' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  if (!['postgres', 'pglite', 'auto'].includes(values.db))
    throw new Error(`--db takes postgres, pglite or auto, not "${values.db}".`)
  return {
    clients: whole('clients', values.clients, 10, 20_000),
    vehicles: whole('vehicles', values.vehicles, 100, 200_000),
    stuck: whole('stuck', values.stuck, 0, 5000),
    rounds: whole('rounds', values.rounds, 1, 20),
    measuredMs: whole('seconds', values.seconds, 3, 600) * 1000,
    soakMs: whole('soak', values.soak, 3, 7200) * 1000,
    profileDir: values.profile ?? null,
    db: values.db,
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new Error(`--${name} takes ${min} to ${max}, not "${text}".`)
  return value
}

function tell(words: string): void {
  console.log(`bench: ${words}`)
}
