// Chapter "Reports", fence.duration: when devices entered and left the platform fences they are bound to.

import { containmentOf } from '../fence-shape'
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
  const fixes = room.world.fixesBetween(imei, span.fromMs, span.toMs)
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
