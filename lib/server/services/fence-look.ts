// Looking by itself whether the copy of a fence on the vendor's platform is still as it was: after people, once at a time, and
// not again for a while, however it went.

import { COPY_LOOK_MS } from '@/lib/domain/fence-limits'
import type { Viewer } from '../access'
import { setFenceVendor } from '../data/fence-writes'
import { type FenceRecord, getFence } from '../data/fences'
import { AppError } from '../errors'
import { callConnection } from '../jimi'
import { singleton } from '../singleton'
import { inTurn } from './fence-turns'
import { findAtVendor, standingOf } from './fence-vendor'
import { vendorFailure } from './vendor-words'

/** Whoever waits longer has gone on to something else. */
const TIMEOUT_MS = 60_000

/**
 * Looks at the copy on the platform when the last look is too long ago, and notes how it stands. What the vendor refuses is
 * nobody's business here: the last look stays the last, and the next is due when as much time has passed again.
 * @throws NotFoundError
 */
export async function lookNowAndThen(viewer: Viewer, fenceId: string): Promise<void> {
  const fence = await getFence(viewer, fenceId)
  const nowMs = Date.now()
  if (!isDue(fence, nowMs)) return
  const looks = singleton('fence-looks', () => new Map<string, { atMs: number; ended: Promise<void> }>())
  for (const [id, { atMs }] of looks) if (nowMs - atMs >= COPY_LOOK_MS) looks.delete(id)
  const known = looks.get(fenceId)
  if (known !== undefined) return known.ended
  const ended = lookQuietly(viewer, fence)
  looks.set(fenceId, { atMs: nowMs, ended })
  return ended
}

function isDue({ vendor: { kind, fenceId, checkedAt } }: FenceRecord, nowMs: number): boolean {
  if (kind !== 'platform' || fenceId === null) return false
  return checkedAt === null || nowMs - checkedAt.getTime() >= COPY_LOOK_MS
}

async function lookQuietly(viewer: Viewer, fence: FenceRecord): Promise<void> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const row = await findAtVendor(viewer, fence, (input, { connectionId }) =>
      callConnection(
        { tenantId: viewer.tenantId, id: connectionId },
        'jimi.open.platform.fence.list',
        input,
        {
          signal,
        },
      ),
    )
    // Asked before its turn, so that who sends the fence need not wait for it; what they did meanwhile is newer.
    await inTurn(fence.id, async () => {
      const now = await getFence(viewer, fence.id)
      if (!isSameCopy(now, fence)) return
      await setFenceVendor(viewer, fence.id, await standingOf(viewer, now, row))
    })
  } catch (error) {
    const isKnown = error instanceof AppError || vendorFailure(error, Date.now()) !== null
    if (!isKnown && !signal.aborted) throw error
  }
}

function isSameCopy({ vendor: a }: FenceRecord, { vendor: b }: FenceRecord): boolean {
  const isSameLook = a.checkedAt?.getTime() === b.checkedAt?.getTime()
  // Work that failed leaves the look as it was, and what it says is newer all the same.
  return (
    isSameLook &&
    a.kind === b.kind &&
    a.fenceId === b.fenceId &&
    a.state === b.state &&
    a.problem === b.problem
  )
}
