// `npm run bench:upstream`: how often the vendor is called, by browsers and by accounts, counted at the sandbox while the
// production build runs. The last line is JSON.

import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeDays } from '@/lib/server/data/system/partitions'
import { cleanUp } from './load/clean-up'
import { createOwnDatabase } from './load/own-postgres'
import { productionBuild } from './load/production-build'
import { measureUpstream, type UpstreamSize } from './load/upstream-rounds'
import { withStore } from './load/world'

const HELP = `npm run bench:upstream -- [options]

  --browsers LIST  open at each vendor's tenant, one number after the other (1,10,1000)
  --accounts LIST  accounts with vehicles, a vendor for each number (1,10,100)
  --settle N       seconds between the last browser and the count (20)
  --seconds N      length of each count (60)
  --db NAME        postgres, pglite, or auto: PostgreSQL when one answers at TEST_DATABASE_URL or on
                   127.0.0.1:5432, else PGlite (auto)
  --help           this text

The last line is one JSON object.
`

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
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-upstream-'))
  const removeFolder = cleanUp(async () => rmSync(folder, { recursive: true, force: true }))
  const serverUrl = process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres'
  const database = options.db === 'pglite' ? null : await createOwnDatabase(serverUrl, tell)
  if (database === null && options.db === 'postgres')
    throw new Error('No PostgreSQL answers. Start one, or use --db pglite.')
  const store = { DATABASE_URL: database?.url ?? '', MILEPOST_DATA_DIR: folder }
  const db = database === null ? 'pglite' : 'postgres'
  try {
    tell(`measuring on ${db}; load of the machine ${loadBefore}`)
    await withStore(store, () => makeDays(Date.now()))
    const figures = await measureUpstream({ store, distDir, tell }, options)
    console.log(JSON.stringify({ bench: 'upstream', db, figures, loadBefore }))
  } finally {
    await database?.drop()
    await removeFolder()
  }
}

function readOptions(): (UpstreamSize & { db: string }) | null {
  const { values } = parseArgs({
    options: {
      browsers: { type: 'string', default: '1,10,1000' },
      accounts: { type: 'string', default: '1,10,100' },
      settle: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '60' },
      db: { type: 'string', default: 'auto' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  if (!['postgres', 'pglite', 'auto'].includes(values.db))
    throw new Error(`--db takes postgres, pglite or auto, not "${values.db}".`)
  return {
    browsers: list('browsers', values.browsers, 10_000),
    accounts: list('accounts', values.accounts, 1000),
    settleMs: (list('settle', values.settle, 600)[0] ?? 20) * 1000,
    measuredMs: (list('seconds', values.seconds, 3600)[0] ?? 60) * 1000,
    db: values.db,
  }
}

function list(name: string, text: string, max: number): number[] {
  const numbers = text.split(',').map((part) => (/^[1-9]\d{0,4}$/.test(part) ? Number(part) : Number.NaN))
  if (numbers.length === 0 || numbers.some((number) => !(number <= max)))
    throw new Error(`--${name} takes numbers of 1 to ${max}, not "${text}".`)
  return numbers
}

function tell(words: string): void {
  console.log(`bench: ${words}`)
}
