'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import { useTimeZone } from '@/lib/client/format/preferences'
import { parseReplay, type ReplayChoice, replaySearch, usualColouring } from './replay-address'

/** What the replay shows, kept in the address. A change of vehicles or range is a step of history, anything else is not. */
export function useReplayChoice() {
  const params = useSearchParams()
  const zone = useTimeZone()
  // "Today" must not move on while somebody looks.
  const [nowMs] = useState(() => Date.now())
  const choice = useMemo(() => parseReplay(params, { nowMs, zone }), [params, nowMs, zone])
  const change = useCallback(
    (part: Partial<ReplayChoice>) => {
      const before = parseReplay(new URLSearchParams(window.location.search), { nowMs, zone })
      const next = { ...before, ...part }
      if (next.focusId !== null && !next.ids.includes(next.focusId)) next.focusId = next.ids[0] ?? null
      if (part.ids && before.colouring === usualColouring(before.ids))
        next.colouring = usualColouring(next.ids)
      const isStep = part.ids !== undefined || part.fromMs !== undefined
      if (isStep) next.cursorMs = part.cursorMs ?? null
      const address = window.location.pathname + replaySearch(next)
      if (isStep) window.history.pushState(null, '', address)
      else window.history.replaceState(null, '', address)
    },
    [nowMs, zone],
  )
  return { choice, change, zone }
}
