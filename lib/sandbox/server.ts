// A sandbox: our stand-in for the vendor's cloud on one loopback port, with its control door beside it.
// This file wires the parts and owns the HTTP server; checks are in gate.ts, answers in methods/, truth in world/.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Profile } from '@/lib/jimi/wire/profile'
import { createAccountTree } from './account-tree'
import { createWorldClock } from './clock'
import { answerControl, type ControlPanel } from './control'
import { sandboxCredentials } from './credentials'
import { bendAnswer, goodEnvelope, refusalEnvelope, sendJson, sendTransportFault } from './delivery'
import { deliverWaiting } from './errands'
import { createFaultBoard, type Fault, type FaultBoard } from './faults'
import { answerCall } from './gate'
import { answerInstruct, HUB_METHOD } from './hub'
import { createCallLimits } from './limits'
import { answerMedia } from './media-door'
import type { Answer, OpenCall, SandboxRoom } from './methods/handler'
import { findHandler } from './methods/handlers'
import { textOfCode, VendorRefusal } from './refusal'
import { readVendorRequest, type VendorRequest } from './request'
import { createTouchedWorld } from './standstills'
import { createSandboxState, describeState } from './state/state'
import { createStats, type Stats, UNKNOWN_METHOD } from './stats'
import { defaultSwitches, type Switches } from './switches'
import { createTokenDesk } from './tokens'
import type { World } from './world/types'

const API_PATH = '/route/rest'
const HUB_PATH = '/api/device/sendInstruct'
const MEDIA_PATH = '/media'
const CONTROL_PATH = '/control'

export type SandboxOptions = {
  /** 0 takes any free port. */
  port: number
  /** Decides fleet, app key and secret. */
  seed: number
  /** Size of the generated fleet; without effect when `world` or `tracks` is given. */
  devices: number
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
  /** Told of faults of our own, which clients see as code -1. */
  onError?: (error: unknown) => void
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
  /** Root of the control door: `/stats`, `/state`, `/faults`, `/switches`, `/reset` below it. */
  controlUrl: string
  profile: Profile
  appKey: string
  appSecret: string
  /** As the world lists them. */
  accounts: readonly SandboxAccount[]
  /** Number of devices in the world. */
  deviceCount: number
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
  const panel = createPanel(desk)
  const server = createServer((request, response) => {
    void route({ desk, panel, request, response }).catch(desk.onError)
  })
  const port = await listen(server, options.port)
  const base = `http://127.0.0.1:${port}`
  room.address.origin = base
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
    close: () => closeServer(server),
  }
}

/** The sandbox's state beside the room its handlers see. */
type Desk = {
  room: SandboxRoom
  appSecret: string
  now: () => number
  stats: Stats
  faults: FaultBoard
  onError: (error: unknown) => void
}

async function createRoom(
  options: SandboxOptions,
  { appKey, startMs }: { appKey: string; startMs: number },
): Promise<SandboxRoom> {
  const world = options.world ?? (await openWorld(options, startMs))
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
async function openWorld({ tracks, seed, devices }: SandboxOptions, startMs: number): Promise<World> {
  if (tracks !== undefined) {
    const { loadTrackWorld } = await import('./world/tracks')
    return loadTrackWorld({ folder: tracks, startMs })
  }
  const { createWorld } = await import('./world/world')
  return createWorld({ seed, devices, nowMs: startMs })
}

function createPanel({ room, stats, faults }: Desk): ControlPanel {
  const initial = { ...room.switches }
  return {
    stats,
    faults,
    switches: room.switches,
    describeState: () => describeState(room.state, room.tree),
    setSwitches: (changes) => void Object.assign(room.switches, changes),
    revokeTokens: () => room.tokens.revokeAll(),
    listTokens: () => room.tokens.listTexts(),
    reset() {
      stats.reset()
      faults.clear()
      room.tokens.revokeAll()
      room.limits.reset()
      room.state.reset()
      room.tree.reset()
      Object.assign(room.switches, initial)
    },
  }
}

type Exchange = { desk: Desk; request: IncomingMessage; response: ServerResponse }

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

async function answerVendorCall({ desk, request, response }: Exchange): Promise<void> {
  let faults: readonly Fault[] = []
  let envelope: Record<string, unknown>
  try {
    const vendorRequest = await readVendorRequest(request)
    faults = drawFaults(desk, vendorRequest)
    for (const fault of faults) if (fault.kind === 'slow') await delay(fault.ms)
    if (sendTransportFault(response, faults)) return
    envelope = goodEnvelope(bendAnswer(await computeAnswer(desk, vendorRequest, faults), faults))
  } catch (error) {
    // The client hung up while sending: nobody is left to refuse.
    if (request.destroyed && !request.complete) return
    envelope = refuse(desk, error)
  }
  // Clients learn the vendor's clock from it, so a skewed one must show there too.
  response.setHeader('Date', new Date(momentOf(desk, faults).nowMs).toUTCString())
  sendJson(response, envelope, faults)
}

function drawFaults({ room, stats, faults }: Desk, { params }: VendorRequest): readonly Fault[] {
  const name = params.get('method') ?? ''
  const method = findHandler(name, room.profile) ? name : UNKNOWN_METHOD
  stats.countCall(method)
  return faults.draw(method)
}

async function computeAnswer(desk: Desk, request: VendorRequest, faults: readonly Fault[]): Promise<Answer> {
  for (const fault of faults) {
    if (fault.kind === 'code') throw new VendorRefusal(fault.code, fault.message ?? textOfCode(fault.code))
  }
  const { room, appSecret } = desk
  return answerCall({ room, request, appSecret, ...momentOf(desk, faults) })
}

/** The clocks of a call, and the inner code that a fault put in the device's mouth. */
function momentOf(desk: Desk, faults: readonly Fault[]): Pick<OpenCall, 'nowMs' | 'wallMs' | 'deviceCode'> {
  const wallMs = desk.now()
  const skewMs = faults.reduce((sum, fault) => sum + (fault.kind === 'skewMs' ? fault.ms : 0), 0)
  const refusal = faults.find((fault) => fault.kind === 'deviceCode')
  return { wallMs, nowMs: wallMs + skewMs, deviceCode: refusal?.code }
}

/** The hub speaks otherwise than the node: `msg` in place of `message`, and no signature. */
async function answerHubCall({ desk, request, response }: Exchange): Promise<void> {
  desk.stats.countCall(HUB_METHOD)
  const faults = desk.faults.draw(HUB_METHOD)
  for (const fault of faults) if (fault.kind === 'slow') await delay(fault.ms)
  if (sendTransportFault(response, faults)) request.resume()
  else sendJson(response, await computeHubAnswer(desk, request, faults), faults)
}

async function computeHubAnswer(desk: Desk, request: IncomingMessage, faults: readonly Fault[]) {
  try {
    const { params } = await readVendorRequest(request)
    const refusal = faults.find((fault) => fault.kind === 'code')
    if (refusal) return { code: refusal.code, msg: refusal.message ?? textOfCode(refusal.code) }
    const moment = momentOf(desk, faults)
    deliverWaiting(desk.room, moment.nowMs)
    return answerInstruct({ room: desk.room, params, ...moment })
  } catch (error) {
    if (error instanceof VendorRefusal) return { code: error.code, msg: error.message }
    desk.onError(error)
    return { code: -1, msg: textOfCode(-1) }
  }
}

function refuse({ room, stats, onError }: Desk, error: unknown): Record<string, unknown> {
  const refusal = error instanceof VendorRefusal ? error : new VendorRefusal(-1, textOfCode(-1))
  if (refusal !== error) onError(error)
  stats.countRefusal(refusal.code)
  return refusalEnvelope(refusal, room.switches.nullData)
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
