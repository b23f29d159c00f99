'use client'

import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'

/** How long ago by the server's clock, with the full time on hover. It ticks by itself, so that nothing around it has to. */
export function Ago({ at }: { at: string }) {
  const formats = useFormats()
  const nowMs = useServerNow()
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={formats.exactTime(atMs)}>
      {formats.ago(nowMs - atMs)}
    </time>
  )
}

/** The server's time, ms since epoch, in whole seconds. */
export function useServerNow(): number {
  const store = useLiveStore()
  return useNow() + store.clockOffsetMs
}
