// One run of the kill test over one database: posts under way all the time, the app killed at moments drawn by lot, the
// database crashed now and then. And the same posts again without any of it, for what should be there.

import { freePort } from './free-port'
import { makeBodies } from './kill-items'
import { appLaunch, type RunningProcess, startProcess } from './processes'
import { type Chance, seeded } from './seeded'
import { readStored, type Stored } from './stored-rows'
import { type Sender, type SenderTally, startSender } from './stubborn-sender'
import { makeWorld, type Store, withStore } from './world'

export type RunOptions = {
  store: Store
  distDir: string
  seed: number
  startMs: number
  logFile: string
  tell: (words: string) => void
}

export type KilledRun = {
  tally: Readonly<SenderTally>
  stored: Stored
  kills: number
  crashes: number
  slowestMs: number
}

const WORLD = { tenants: 3, devicesEach: 40 }
const CONNECTIONS = 24
const POSTS_PER_S = 60

/** Runs with kills, and with crashes of the database spread over them when there is a way to do it. */
export async function runWithKills(
  options: RunOptions & { kills: number; crashes: number; crashDatabase: (() => Promise<void>) | null },
): Promise<KilledRun> {
  const { kills, crashDatabase, tell } = options
  const crashes = crashDatabase === null ? 0 : options.crashes
  const tenants = await withStore(options.store, () => makeWorld(WORLD))
  const next = makeBodies({ tenants, seed: options.seed, startMs: options.startMs })
  const rig = await startRig(options)
  const sender = startSender({
    port: rig.port,
    seed: options.seed,
    next,
    connections: CONNECTIONS,
    postsPerS: POSTS_PER_S,
    repeatShare: 0.05,
  })
  const crashAfter = new Set(
    Array.from({ length: crashes }, (_, index) => Math.floor(((index + 1) * kills) / (crashes + 1))),
  )
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      await killOnce({ rig, sender, chance: rig.chance })
      if (crashDatabase !== null && crashAfter.has(kill)) await crashOnce({ rig, sender, crashDatabase })
      if (kill % 5 === 0)
        tell(
          `${kill} kills, ${sender.tally.acknowledged.length} items acknowledged, ${sender.tally.unanswered} posts sent again`,
        )
    }
    await rig.app().ready()
    await withinTime(sender.finish(), 'The last posts were not acknowledged')
  } finally {
    await rig.app().stop()
  }
  const stored = await withStore(options.store, readStored)
  return { tally: sender.tally, stored, kills, crashes, slowestMs: rig.slowestMs() }
}

/** Sends the first `bodies` posts of the same seed to an app that nobody disturbs. */
export async function runInPeace(options: RunOptions & { bodies: number }): Promise<Stored> {
  const tenants = await withStore(options.store, () => makeWorld(WORLD))
  const make = makeBodies({ tenants, seed: options.seed, startMs: options.startMs })
  const rig = await startRig(options)
  let left = options.bodies
  const next = () => {
    left -= 1
    return left >= 0 ? make() : null
  }
  try {
    await rig.app().ready()
    const order = { port: rig.port, seed: options.seed, next, connections: CONNECTIONS }
    await startSender({ ...order, postsPerS: null, repeatShare: 0 }).finish()
  } finally {
    await rig.app().stop()
  }
  return withStore(options.store, readStored)
}

type Rig = {
  port: number
  chance: Chance
  app(): RunningProcess
  /** Starts the app anew, on the same port. */
  restart(): Promise<void>
  /** Notes how long it took until posts were acknowledged again. */
  note(ms: number): void
  slowestMs(): number
}

async function startRig({ store, distDir, seed, logFile }: RunOptions): Promise<Rig> {
  const port = await freePort()
  const launch = appLaunch(distDir)
  const variables = { ...launch.variables, ...store, LOG_LEVEL: 'warn' }
  const start = () => startProcess({ ...launch, variables, logFile, port })
  let app = await start()
  let slowestMs = 0
  return {
    port,
    chance: seeded(seed + 2),
    app: () => app,
    restart: async () => {
      app = await start()
    },
    note: (ms) => {
      slowestMs = Math.max(slowestMs, ms)
    },
    slowestMs: () => slowestMs,
  }
}

/** Kills the app while posts are being stored; every sixth time while it is still starting. */
async function killOnce({
  rig,
  sender,
  chance,
}: {
  rig: Rig
  sender: Sender
  chance: Chance
}): Promise<void> {
  if (chance.next() < 1 / 6) await sleep(chance.whole(100, 1500))
  else {
    await acknowledgedAgain(rig, sender)
    await sleep(chance.whole(0, 1500))
    sender.rush(true)
    await sleep(chance.whole(30, 250))
  }
  assertAlive(rig.app())
  await rig.app().kill()
  sender.rush(false)
  await rig.restart()
}

async function crashOnce({
  rig,
  sender,
  crashDatabase,
}: {
  rig: Rig
  sender: Sender
  crashDatabase: () => Promise<void>
}): Promise<void> {
  await acknowledgedAgain(rig, sender)
  const { pid } = rig.app()
  sender.rush(true)
  await sleep(rig.chance.whole(50, 300))
  await crashDatabase()
  sender.rush(false)
  await acknowledgedAgain(rig, sender)
  assertAlive(rig.app())
  if (rig.app().pid !== pid) throw new Error('The app did not outlive the crash of the database.')
}

const RECOVERS_WITHIN_MS = 60_000

/** Waits until the receiver keeps posts again. */
async function acknowledgedAgain(rig: Rig, sender: Sender): Promise<void> {
  const before = sender.tally.acknowledged.length
  const startedMs = performance.now()
  while (sender.tally.acknowledged.length === before) {
    if (performance.now() - startedMs > RECOVERS_WITHIN_MS)
      throw new Error('Nothing was acknowledged within a minute: the app did not recover by itself.')
    assertAlive(rig.app())
    await sleep(20)
  }
  rig.note(performance.now() - startedMs)
}

function assertAlive(app: RunningProcess): void {
  if (!app.isAlive()) throw new Error('The app ended by itself.')
}

async function withinTime(work: Promise<void>, failure: string): Promise<void> {
  const late = sleep(RECOVERS_WITHIN_MS).then(() => {
    throw new Error(`${failure} within a minute.`)
  })
  late.catch(() => {})
  await Promise.race([work, late])
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
