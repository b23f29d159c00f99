'use client'

import { useSearchParams } from 'next/navigation'
import { type MouseEvent, useCallback, useMemo } from 'react'
import { useTimeZone } from '@/lib/client/format/preferences'
import { useAddressFaults } from '@/lib/client/use-address-faults'
import { dayKey } from '@/lib/domain/time'
import { parseVideoAddress, type VideoAddress, videoAddress } from './video-address'
import { videoAddressFaults } from './video-address-faults'

export type ChangeAddress = (part: Partial<VideoAddress>) => void

/**
 * The address of the page, and how to change a part of it. Another vehicle, tab or large file is a step back can undo. What of
 * the address could not be read is told until it is hidden or something else is chosen.
 */
export function useVideoAddress() {
  const params = useSearchParams()
  const address = useMemo(() => parseVideoAddress(params), [params])
  const { faults, hide } = useAddressFaults(videoAddressFaults(params, dayKey(new Date(), useTimeZone())))
  const go: ChangeAddress = useCallback(
    (part) => {
      hide()
      const before = parseVideoAddress(new URLSearchParams(window.location.search))
      const next = { ...before, ...part }
      const isStep = next.deviceId !== before.deviceId || next.tab !== before.tab || before.file === null
      const url = videoAddress(next)
      if (isStep) window.history.pushState(null, '', url)
      else window.history.replaceState(null, '', url)
    },
    [hide],
  )
  /** A link that changes the page in place, unless it is to be opened elsewhere. */
  const linkTo = useCallback(
    (part: Partial<VideoAddress>) => ({
      href: videoAddress({ ...address, ...part }),
      onClick: (event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(part)
      },
    }),
    [address, go],
  )
  return { address, go, linkTo, faults, hideFaults: hide }
}
