// A sandbox: our stand-in for the vendor's cloud on one loopback port, with its control door beside it.
// This file wires the parts and owns the HTTP server; a call's way is in calls.ts, answers in methods/, truth in world/.

import { createServer, type Server } from 'node:http'
import type { Profile } from '@/lib/jimi/wire/profile'
import { createAccountTree } from './account-tree'
import { answerHubCall, answerVendorCall, type Desk, type Exchange } from './calls'
import { createWorldClock } from './clock'
import { answerControl, type ControlPanel } from './control'
import { sandboxCredentials } from './credentials'
import { createFaultBoard, type Fault } from './faults'
import { createCallLimits } from './limits'
import { answerMedia } from './media-door'
import type { SandboxRoom } from './methods/handler'
import { createPushSender, type PushSender } from './pushes/sender'
import type { PushSettings } from './pushes/settings'
import { createTouchedWorld } from './standstills'
import { createSandboxState, describeState } from './state/state'
import { createStats } from './stats'
import { defaultSwitches, type Switches } from './switches'
import { createTokenDesk } from './tokens'
import { warmUp } from './warm-up'
import type { World } from './world/types'

const API_PATH = '/route/rest'
const HUB_PATH = '/api/device/sendInstruct'
const MEDIA_PATH = '/media'
const CONTROL_PATH = '/control'
const KEEP_ALIVE_MS = 75_000
const PUSH_EVERY_MS = 50
/** What a tick may take of a turn of the event loop, since calls are to be answered meanwhile. */
const PUSH_BUDGET_MS = 15

export type SandboxOptions = {
  /** 0 takes any free port. */
  port: number
  /** Decides fleet, app key and secret. */
  seed: number
  /** Size of the generated fleet; without effect when `world` or `tracks` is given. */
  devices: number
  /** Accounts without vehicles beside those of the generated world. None by default. */
  accounts?: number
  profile: Profile
  /** A ready world in place of a generated one. */
  world?: World
  /** Folder of recorded trips to replay in place of a generated world. */
  tracks?: string
  /** Seconds of the world within one second of the wall clock, see clock.ts. Default 1. */
  speed?: number
  /** The wall clock, ms. */
  now?: () => number
  /** Changes to the profile's defaults. */
  switches?: Partial<Switches>
  /** Faults that are set from the start, and again after a reset. */
  faults?: readonly Fault[]
  /** What is pushed, to whom. Without targets nothing is, until the control door names some. */
  pushes?: PushOptions
  /** Told of faults of our own, which clients see as code -1. */
  onError?: (error: unknown) => void
}

/** `settings` change the profile's defaults. `logFile` takes every acknowledged item as a JSON line. */
export type PushOptions = {
  settings?: Partial<PushSettings>
  logFile?: string
  /** Between looks at the clock; 0 when whoever has the sandbox calls `pushes.tick` itself. Default 50. */
  everyMs?: number
}

/**
 * A login of the simulated vendor; `type` as in child.list (8 distributor, 9 user, 10 ordinary distributor). `parent` is
 * the login it stands below, null at the top of a tree.
 */
export type SandboxAccount = { account: string; password: string; type: number; parent: string | null }

export type Sandbox = {
  /** What a client takes as base URL, ending in `/route/rest`. */
  url: string
  /** The hub's instruction service; profile pro alone has one. */
  hubUrl: string
  /** Root of the control door: `/stats`, `/state`, `/faults`, `/switches`, `/pushes`, `/reset` below it. */
  controlUrl: string
  profile: Profile
  appKey: string
  appSecret: string
  /** As the world lists them. */
  accounts: readonly SandboxAccount[]
  /** Number of devices in the world. */
  deviceCount: number
  readonly pushes: PushSender
  /** Ends open connections too. */
  close(): Promise<void>
}

/** Starts a sandbox on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const { appKey, appSecret } = sandboxCredentials(options.seed)
  const room = await createRoom(options, { appKey, startMs: now() })
  const desk: Desk = {
    room,
    appSecret,
    now,
    stats: createStats(),
    faults: createFaultBoard(options.seed),
    onError: options.onError ?? (() => {}),
  }
  const { settings, logFile, everyMs = PUSH_EVERY_MS } = options.pushes ?? {}
  const pushes = createPushSender({ room, seed: options.seed, now, settings, logFile })
  const panel = createPanel(desk, pushes, options.faults ?? [])
  const server = createServer((request, response) => {
    void route({ desk, panel, request, response }).catch(desk.onError)
  })
  // As the proxies such services stand behind: longer than a client that has been busy keeps an idle connection.
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const port = await listen(server, options.port)
  const base = `http://127.0.0.1:${port}`
  room.address.origin = base
  const stopPushes = runPushes(pushes, everyMs, desk.onError)
  return {
    url: base + API_PATH,
    hubUrl: base + HUB_PATH,
    controlUrl: base + CONTROL_PATH,
    profile: options.profile,
    appKey,
    appSecret,
    accounts: room.world.accounts.map(({ login, ...row }) => ({
      account: login,
      password: row.password,
      type: row.type,
      parent: row.parent,
    })),
    deviceCount: room.world.devices.length,
    pushes,
    close() {
      stopPushes()
      return closeServer(server)
    },
  }
}

async function createRoom(
  options: SandboxOptions,
  { appKey, startMs }: { appKey: string; startMs: number },
): Promise<SandboxRoom> {
  const world = options.world ?? (await openWorld(options, startMs))
  warmUp(world, startMs)
  const tree = createAccountTree(world)
  const state = createSandboxState(world)
  return {
    profile: options.profile,
    appKey,
    world: createTouchedWorld(world, state.standstills, tree),
    tree,
    state,
    address: { origin: '' },
    clock: createWorldClock(startMs, options.speed ?? 1),
    tokens: createTokenDesk(),
    limits: createCallLimits(),
    switches: { ...defaultSwitches(options.profile), ...options.switches },
  }
}

// Loaded when asked for: the generated world carries road data that a sandbox with its own world never needs.
async function openWorld(
  { tracks, seed, devices, accounts }: SandboxOptions,
  startMs: number,
): Promise<World> {
  if (tracks !== undefined) {
    const { loadTrackWorld } = await import('./world/tracks')
    return loadTrackWorld({ folder: tracks, startMs })
  }
  const { createWorld } = await import('./world/world')
  return createWorld({ seed, devices, accounts, nowMs: startMs })
}

/** Ticks at a pace; gives what ends it. */
function runPushes(pushes: PushSender, everyMs: number, onError: (error: unknown) => void): () => void {
  const tick = () => {
    try {
      pushes.tick(PUSH_BUDGET_MS)
    } catch (error) {
      onError(error)
    }
  }
  const timer = everyMs > 0 ? setInterval(tick, everyMs) : undefined
  return () => {
    clearInterval(timer)
    pushes.close()
  }
}

function createPanel(
  { room, stats, faults }: Desk,
  pushes: PushSender,
  initialFaults: readonly Fault[],
): ControlPanel {
  const initial = { ...room.switches }
  for (const fault of initialFaults) faults.set(fault)
  return {
    stats,
    faults,
    switches: room.switches,
    pushes,
    describeState: () => describeState(room.state, room.tree),
    setSwitches: (changes) => void Object.assign(room.switches, changes),
    revokeTokens: () => room.tokens.revokeAll(),
    listTokens: () => room.tokens.listTexts(),
    reset() {
      stats.reset()
      faults.clear()
      for (const fault of initialFaults) faults.set(fault)
      room.tokens.revokeAll()
      room.limits.reset()
      room.state.reset()
      room.tree.reset()
      Object.assign(room.switches, initial)
      pushes.reset()
    },
  }
}

async function route({ panel, ...exchange }: Exchange & { panel: ControlPanel }): Promise<void> {
  const { request, response } = exchange
  const [path = ''] = (request.url ?? '').split('?', 1)
  if (path === API_PATH) return answerVendorCall(exchange)
  if (path === HUB_PATH && exchange.desk.room.profile === 'pro') return answerHubCall(exchange)
  if (path.startsWith(`${MEDIA_PATH}/`)) {
    return answerMedia(exchange.desk.room, { request, response, nowMs: exchange.desk.now() })
  }
  if (path.startsWith(`${CONTROL_PATH}/`)) {
    return answerControl(panel, path.slice(CONTROL_PATH.length), { request, response })
  }
  request.resume()
  response
    .writeHead(404, { 'Content-Type': 'text/plain;charset=UTF-8' })
    .end(`Nothing here; the API is ${API_PATH}\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
