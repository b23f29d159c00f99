'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useAddressFaults } from '@/lib/client/use-address-faults'
import { parseReplay, type ReplayChoice, replaySearch, usualColouring } from './replay-address'
import { replayAddressFaults } from './replay-address-faults'

/**
 * What the replay shows, kept in the address. A change of vehicles or range is a step of history, anything else is not. What
 * of the address could not be read is told until it is hidden or such a step is taken.
 */
export function useReplayChoice() {
  const params = useSearchParams()
  const zone = useTimeZone()
  // "Today" must not move on while somebody looks.
  const [nowMs] = useState(() => Date.now())
  const choice = useMemo(() => parseReplay(params, { nowMs, zone }), [params, nowMs, zone])
  const { faults, hide } = useAddressFaults(replayAddressFaults(params))
  const change = useCallback(
    (part: Partial<ReplayChoice>) => {
      const before = parseReplay(new URLSearchParams(window.location.search), { nowMs, zone })
      const next = { ...before, ...part }
      if (next.focusId !== null && !next.ids.includes(next.focusId)) next.focusId = next.ids[0] ?? null
      if (part.ids && before.colouring === usualColouring(before.ids))
        next.colouring = usualColouring(next.ids)
      const isStep = part.ids !== undefined || part.fromMs !== undefined
      if (isStep) next.cursorMs = part.cursorMs ?? null
      if (isStep) hide()
      const address = window.location.pathname + replaySearch(next)
      if (isStep) window.history.pushState(null, '', address)
      else window.history.replaceState(null, '', address)
    },
    [nowMs, zone, hide],
  )
  return { choice, change, zone, faults, hideFaults: hide }
}
