// Chapter "Reports", fence.duration: when devices entered and left the platform fences they are bound to.

import { toGcj02 } from '../positions'
import type { PlatformFence } from '../state/fences'
import { proHandler, type TokenCall } from './handler'
import {
  findText,
  getImeis,
  getRowWindow,
  getSpan,
  getText,
  HISTORY_DAYS,
  type Span,
  toWorldSpan,
} from './params'
import { getReachableAccount, getReachableDevice } from './rights'
import { isoSeconds } from './stops'

const MAX_IMEIS = 50
const METRES_PER_DEGREE = 111_195

/** `jimi.open.platform.fence.duration`: while a device is inside, the two members of leaving are absent. */
export const fenceDuration = proHandler((call) => {
  const { state, tree, clock } = call.room
  const login = getText(call, 'account')
  const imeis = getImeis(call, ['imeis'], MAX_IMEIS)
  const span = toWorldSpan(call, getSpan(call, HISTORY_DAYS, 'start_time'))
  const { startRow, pageSize } = getRowWindow(call)
  const fenceId = findText(call, 'fence_id')
  const { login: account } = getReachableAccount(call, login, 'The account does not exist')
  for (const imei of imeis) getReachableDevice(call, imei)
  const fences = state.platformFences.listOf(account).filter(({ id }) => fenceId === null || id === fenceId)
  const visits = imeis.flatMap((imei) => listVisits(call, imei, { span, fences }))
  const rows = visits.slice(startRow, startRow + pageSize).map(({ imei, fence, enterMs, exitMs }) => {
    const enteredAtMs = clock.toWallMs(enterMs)
    const leftAtMs = exitMs === null ? null : clock.toWallMs(exitMs)
    return {
      imei,
      deviceName: tree.findDevice(imei)?.deviceName ?? imei,
      fenceName: fence.name,
      enterTime: isoSeconds(enteredAtMs),
      ...(leftAtMs === null ? {} : leaving(enteredAtMs, leftAtMs)),
    }
  })
  return { result: null, data: { totalTime: '0', dataTotalRows: String(visits.length), rows } }
})

function leaving(enteredAtMs: number, leftAtMs: number) {
  const duration = String(Math.floor(leftAtMs / 1000) - Math.floor(enteredAtMs / 1000))
  return { exitTime: isoSeconds(leftAtMs), duration }
}

/** World ms; `exitMs` is null while the device is inside. */
type Visit = { imei: string; fence: PlatformFence; enterMs: number; exitMs: number | null }

function listVisits(
  { room }: TokenCall,
  imei: string,
  { span, fences }: { span: Span; fences: readonly PlatformFence[] },
): Visit[] {
  const bound = fences.filter((fence) => fence.imeis.includes(imei))
  if (bound.length === 0) return []
  // Fences are drawn on shifted maps where those are in use, so fixes are shifted likewise.
  const fixes = room.world
    .fixesBetween(imei, span.fromMs, span.toMs)
    .map((fix) => ({ atMs: fix.atMs, ...toGcj02(fix) }))
  return bound.flatMap((fence) => {
    const visits: Visit[] = []
    const contains = containmentOf(fence)
    let open: Visit | null = null
    for (const fix of fixes) {
      if (contains(fix) === (open !== null)) continue
      if (open) open.exitMs = fix.atMs
      open = open ? null : { imei, fence, enterMs: fix.atMs, exitMs: null }
      if (open) visits.push(open)
    }
    return visits
  })
}

type Point = { lat: number; lng: number }

function containmentOf(fence: PlatformFence): (point: Point) => boolean {
  const corners = fence.geom.split('#').map((text): Point => {
    const [lat, lng] = text.split(',').map(Number)
    return { lat: lat ?? 0, lng: lng ?? 0 }
  })
  const [center] = corners
  if (fence.type === 'circle' && center) return (point) => distanceM(center, point) <= (fence.radiusM ?? 0)
  return (point) => isInside(corners, point)
}

// Flat geometry is exact to a few centimetres over the 5 km a fence may reach.
function distanceM(a: Point, b: Point): number {
  const northM = (b.lat - a.lat) * METRES_PER_DEGREE
  const eastM = (b.lng - a.lng) * METRES_PER_DEGREE * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(northM, eastM)
}

function isInside(corners: readonly Point[], { lat, lng }: Point): boolean {
  let isIn = false
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + corners.length - 1) % corners.length] ?? a
    if (a.lat > lat !== b.lat > lat && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng)
      isIn = !isIn
  }
  return isIn
}
