import { useMemo } from 'react'
import { useNow } from '@/lib/client/clock'
import type { CutFactsView } from '@/lib/domain/api/command'
import { type CutCheck, type CutFacts, reviewCut } from '@/lib/domain/command-safety'
import { FIX_SOURCES } from '@/lib/domain/vehicle'

/** How the conditions stand; `isClear` when none but an approval to come is missing. */
export type CutReview = { checks: CutCheck[] | null; isClear: boolean }

/** Judges what is known anew each second, by the server's own rules and clock. */
export function useCutReview(
  view: CutFactsView | undefined,
  said: { typedPlate: string; reason: string },
): CutReview {
  const nowMs = useNow()
  const clock = useMemo(
    () => (view === undefined ? 0 : Date.parse(view.now) - Date.now()),
    // The offset is taken once for each answer.
    [view],
  )
  if (view === undefined || nowMs === 0) return { checks: null, isClear: false }
  const request = { requesterId: '', ...said }
  const checks = reviewCut(factsOf(view), request, new Date(nowMs + clock)).filter(
    // Nobody reads of an approval that is not asked for.
    ({ condition }) => condition !== 'approval' || view.needsApproval,
  )
  const against = checks.flatMap(({ refusals }) => refusals)
  return { checks, isClear: against.every((refusal) => refusal === 'not_approved') }
}

function factsOf(view: CutFactsView): CutFacts {
  return {
    mayCut: view.mayCut,
    reauthenticatedAt: view.reauthenticatedAt === null ? null : new Date(view.reauthenticatedAt),
    plate: view.plate,
    isOnline: view.isOnline,
    fixes: view.fixes.map((fix) => ({
      at: new Date(fix.at),
      source: FIX_SOURCES.find((source) => source === fix.source) ?? null,
      speedKph: fix.speedKph,
    })),
    // Only the server knows the device's list for sure; it checks this by itself.
    isQueueable: false,
    needsApproval: view.needsApproval,
    approval: null,
  }
}
