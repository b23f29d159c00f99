'use client'

import { useSearchParams } from 'next/navigation'
import { type MouseEvent, useCallback, useMemo } from 'react'
import { parseVideoAddress, type VideoAddress, videoAddress } from './video-address'

export type ChangeAddress = (part: Partial<VideoAddress>) => void

/** The address of the page, and how to change a part of it. Another vehicle, tab or large file is a step back can undo. */
export function useVideoAddress() {
  const params = useSearchParams()
  const address = useMemo(() => parseVideoAddress(params), [params])
  const go: ChangeAddress = useCallback((part) => {
    const before = parseVideoAddress(new URLSearchParams(window.location.search))
    const next = { ...before, ...part }
    const isStep = next.deviceId !== before.deviceId || next.tab !== before.tab || before.file === null
    const url = videoAddress(next)
    if (isStep) window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }, [])
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
  return { address, go, linkTo }
}
