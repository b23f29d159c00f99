'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import type { StreamPhase } from '@/lib/client/live-types'
import { useLiveStore } from '@/lib/client/use-live'

/** Our own line to the server is away. Short breaks heal unseen, so it waits before it says anything. */
export function StreamNotice({ phase }: { phase: StreamPhase }) {
  const broken = phase === 'reconnecting' || phase === 'connecting'
  const shown = useAfter(broken, phase === 'connecting' ? CONNECTING_PATIENCE_MS : BREAK_PATIENCE_MS)
  // The region stays in the page, so that readers hear what appears in it.
  return <div role="status">{shown ? <StreamPill phase={phase} /> : null}</div>
}

const BREAK_PATIENCE_MS = 3000
const CONNECTING_PATIENCE_MS = 6000

function StreamPill({ phase }: { phase: StreamPhase }) {
  const t = useTranslations('shell.stream')
  const formats = useFormats()
  const { lastEventAtMs } = useLiveStore()
  const nowMs = useNow()
  return (
    <p className="pointer-events-auto flex items-center gap-2 rounded-full bg-raised px-3 py-1.5 text-sm font-medium text-ink shadow-overlay">
      <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />
      {phase === 'connecting' ? t('connecting') : t('reconnecting')}
      {lastEventAtMs > 0 ? (
        <span aria-live="off" className="font-normal text-muted tabular-nums">
          {t('lastUpdate', { age: formats.ago(nowMs - lastEventAtMs) })}
        </span>
      ) : null}
    </p>
  )
}

/** True once `active` has held for `delayMs`; false the moment it ends. */
function useAfter(active: boolean, delayMs: number): boolean {
  const [due, setDue] = useState(false)
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(() => setDue(true), delayMs)
    return () => {
      clearTimeout(timer)
      setDue(false)
    }
  }, [active, delayMs])
  return active && due
}
