// `npm run bench:scale`: how the cost of each part of the product grows with its work. Each is measured at once, four times and
// sixteen times the work, and the exponent of cost over work fitted. The last line is JSON.

import './load/react-contexts'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { stopPushes } from '@/lib/server/push/process'
import { fencesDrawnPart, fencesPart } from './bench-scale/fences'
import { ingestPart } from './bench-scale/ingest'
import { listIndexPart, listPart } from './bench-scale/list'
import { liveClientsPart, livePart } from './bench-scale/live'
import { type Figures, measurePart, ownTime, type ScalePart } from './bench-scale/measure'
import { HELP, type PartName, readScaleOptions, type ScaleOptions, STORED_PARTS } from './bench-scale/options'
import { reportPart } from './bench-scale/report'
import { withSessions } from './bench-scale/session-time'
import { isAbove, jsonOf, linesOf, MOST_EXPONENT } from './bench-scale/table'
import { cleanUp } from './load/clean-up'
import { createOwnDatabase } from './load/own-postgres'
import { type Store, withStore } from './load/world'

const PARTS: Record<PartName, (base: number) => ScalePart | Promise<ScalePart>> = {
  ingest: ingestPart,
  live: livePart,
  liveClients: liveClientsPart,
  list: listPart,
  listIndex: listIndexPart,
  fences: fencesPart,
  fencesDrawn: fencesDrawnPart,
  report: reportPart,
}

process.env.LOG_LEVEL ??= 'warn'
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readScaleOptions(process.argv.slice(2))
  if (options === null) return void console.log(HELP)
  const loadBefore = Number(loadavg()[0]?.toFixed(2))
  const startedMs = performance.now()
  const stored = options.parts.filter((name) => STORED_PARTS.includes(name))
  const measured = new Map<PartName, Figures>()
  console.log(`bench: load of the machine ${loadBefore}; figures are processor time of a round`)
  for (const name of options.parts.filter((each) => !stored.includes(each)))
    measured.set(name, await measure(name, options))
  const db = stored.length === 0 ? null : await measureStored(stored, { options, measured })
  const parts = options.parts.flatMap((name) => {
    const figures = measured.get(name)
    return figures === undefined ? [] : [[name, figures] as const]
  })
  const above = parts.flatMap(([name, figures]) => (isAbove(figures) ? [name] : []))
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  console.log(
    above.length === 0 ? 'No part is above the goal.' : `Above ${MOST_EXPONENT}: ${above.join(', ')}`,
  )
  console.log(
    JSON.stringify({
      bench: 'scale',
      parts: Object.fromEntries(parts.map(([name, figures]) => [name, jsonOf(figures)])),
      ...{ above, clock: 'cpu', db, base: options.base, rounds: options.rounds, seconds, loadBefore },
    }),
  )
}

async function measure(name: PartName, { base, rounds }: ScaleOptions, meter = ownTime): Promise<Figures> {
  const part = await PARTS[name](base)
  const figures = await measurePart(part, { rounds, meter })
  await part.check?.()
  for (const line of linesOf(name, figures)) console.log(line)
  return figures
}

/** The parts that need a database, on one of their own; answers which it was. */
async function measureStored(
  names: readonly PartName[],
  { options, measured }: { options: ScaleOptions; measured: Map<PartName, Figures> },
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-scale-'))
  const removeFolder = cleanUp(async () => rmSync(folder, { recursive: true, force: true }))
  const serverUrl = process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres'
  const tell = (words: string) => console.log(`bench: ${words}`)
  const database = options.db === 'pglite' ? null : await createOwnDatabase(serverUrl, tell)
  try {
    if (database === null && options.db === 'postgres')
      throw new Error('No PostgreSQL answers. Start one, or use --db pglite.')
    const store: Store = { DATABASE_URL: database?.url ?? '', MILEPOST_DATA_DIR: folder }
    const meter = database === null ? ownTime : withSessions(ownTime)
    await withStore(store, async () => {
      for (const name of names) measured.set(name, await measure(name, options, meter))
      await stopPushes()
    })
    return database === null ? 'pglite' : 'postgres'
  } finally {
    await database?.drop()
    await removeFolder()
  }
}
