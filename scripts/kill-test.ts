// `npm run test:kill`: nothing that was acknowledged is ever lost. Posts of every topic go to the production build while it is
// killed and its database crashes; afterwards every acknowledged item must be there once, and all of it as it would be
// without any kill. Ends with code 1 otherwise.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { cleanUp } from './load/clean-up'
import { type KilledRun, runInPeace, runWithKills } from './load/kill-run'
import { createOwnDatabase, startOwnServer, whyNoServer } from './load/own-postgres'
import { productionBuild } from './load/production-build'
import { differences, judgeStored } from './load/stored-rows'
import type { Store } from './load/world'

const HELP = `npm run test:kill -- [options]

  --db NAME     postgres, pglite, or both (both)
  --kills N     kills of the app (30 on PostgreSQL, 10 on PGlite)
  --crashes N   crashes of PostgreSQL, spread over the kills (5)
  --seed N      what is sent and when is killed; printed at the start (drawn by lot)
  --keep        leave the logs in place
  --help        this text

PostgreSQL is a server of its own, in a temporary folder: its programs must be installed. Without them only PGlite is tried.
`

const KILLS = { postgres: 30, pglite: 10 }
const SHOWN = 5

type Kind = keyof typeof KILLS
type Options = { kinds: Kind[]; kills: number | null; crashes: number; seed: number; keep: boolean }

process.env.LOG_LEVEL ??= 'warn'
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) return void console.log(HELP)
  const absence = whyNoServer()
  if (absence !== null && options.kinds.includes('postgres')) {
    if (options.kinds.length === 1) throw new Error(`Not on PostgreSQL: ${absence}.`)
    console.log(`kill: PGlite only: ${absence}`)
  }
  const kinds = options.kinds.filter((kind) => kind === 'pglite' || absence === null)
  const distDir = productionBuild()
  console.log(`kill: seed ${options.seed}`)
  const failures: string[] = []
  for (const kind of kinds) failures.push(...(await tryKind(kind, { options, distDir })))
  if (failures.length > 0) process.exitCode = 1
  console.log(failures.length === 0 ? 'kill: passed' : `kill: FAILED\n${failures.join('\n')}`)
}

async function tryKind(
  kind: Kind,
  { options, distDir }: { options: Options; distDir: string },
): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'milepost-kill-'))
  const removeFolder = cleanUp(async () => {
    if (!options.keep) rmSync(folder, { recursive: true, force: true })
  })
  const server = kind === 'postgres' ? await startOwnServer() : null
  const storeOf = async (name: string): Promise<Store> => ({
    DATABASE_URL: server === null ? '' : ((await createOwnDatabase(server.url, console.log))?.url ?? ''),
    MILEPOST_DATA_DIR: path.join(folder, name),
  })
  const tell = (words: string) => console.log(`kill: ${kind}: ${words}`)
  // Six hours ago and later: nothing lies ahead of the clock, whatever the load.
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 6 * 3_600_000
  const common = { distDir, seed: options.seed, startMs, tell, logFile: path.join(folder, 'app.log') }
  try {
    const killed = await runWithKills({
      ...common,
      store: await storeOf('killed'),
      kills: options.kills ?? KILLS[kind],
      crashes: options.crashes,
      crashDatabase: server?.crashAndRestart ?? null,
    })
    tell(`the same ${killed.tally.bodies} posts without kills ...`)
    const calm = await runInPeace({ ...common, store: await storeOf('calm'), bodies: killed.tally.bodies })
    return judge(kind, killed, differences(killed.stored, calm))
  } finally {
    await server?.stop()
    await removeFolder()
    if (options.keep) tell(`logs are in ${folder}`)
  }
}

function judge(
  kind: Kind,
  { tally, stored, kills, crashes, slowestMs }: KilledRun,
  different: readonly string[],
): string[] {
  const { rows, lost, duplicates } = judgeStored(stored, tally.acknowledged)
  console.log(`kill: ${kind}: ${kills} kills of the app, ${crashes} crashes of the database, back after at most ${(slowestMs / 1000).toFixed(1)} s
kill: ${kind}: ${tally.bodies} posts with ${tally.acknowledged.length} items, ${tally.unanswered} sent again unacknowledged, ${tally.repeated} although acknowledged
kill: ${kind}: ${rows} rows; acknowledged minus stored ${lost.length}, duplicates ${duplicates.length}, different from a run without kills ${different.length}`)
  return [
    ...complain('not stored', lost),
    ...complain('stored twice', duplicates),
    ...complain('different', different),
  ].map((line) => `${kind}: ${line}`)
}

/** A few cases in full, and how many there are by table. */
function complain(what: string, cases: readonly string[]): string[] {
  if (cases.length === 0) return []
  const counts = new Map<string, number>()
  for (const text of cases) {
    const [table = ''] = text.split(' ')
    counts.set(table, (counts.get(table) ?? 0) + 1)
  }
  const sum = [...counts].map(([table, count]) => `${count} of ${table}`).join(', ')
  return [`${what}: ${sum}`, ...cases.slice(0, SHOWN).map((text) => `${what}: ${text}`)]
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      db: { type: 'string', default: 'both' },
      kills: { type: 'string' },
      crashes: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const kinds = (['postgres', 'pglite'] as const).filter((kind) => values.db === 'both' || values.db === kind)
  if (kinds.length === 0) throw new Error(`--db takes postgres, pglite or both, not "${values.db}".`)
  const { kills, crashes, seed, keep } = values
  return {
    kinds,
    kills: kills === undefined ? null : whole('--kills', kills),
    crashes: whole('--crashes', crashes),
    seed: whole('--seed', seed),
    keep,
  }
}

function whole(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}".`)
  return Number(text)
}
