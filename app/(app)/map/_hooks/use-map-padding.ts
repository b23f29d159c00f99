'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { type SheetSnap, snapHeightPx } from '@/components/ui/sheet-snaps'

export type MapPaddingInput = { card: boolean; snap: SheetSnap }
export type MapPadding = ReturnType<typeof useMapPadding>

/** From this width on the card floats over the map; below the other there is a sheet. The `xl` and `md` of the styles. */
const CARD_FLOATS = '(min-width: 80rem)'
const NO_SHEET = '(min-width: 48rem)'
/** Width of the card with its distance from the edge. */
const CARD_PX = 364
/** The account button and the notices on a phone. */
const PHONE_TOP_PX = 56

/** How much of the map lies under panels, so that what it centres is in plain sight. */
export function useMapPadding({ card, snap }: MapPaddingInput) {
  const floats = useMedia(CARD_FLOATS)
  const wide = useMedia(NO_SHEET)
  return useMemo(() => {
    // Under a full sheet there is no map to see; it keeps the place it has above the half one.
    const sheetPx = snapHeightPx(snap === 'full' ? 'half' : snap, pageHeightPx())
    if (!wide) return { top: PHONE_TOP_PX, right: 0, bottom: sheetPx, left: 0 }
    const cardPx = floats && card ? CARD_PX : 0
    const fromRight = document.documentElement.dir === 'rtl'
    return { top: 0, right: fromRight ? cardPx : 0, bottom: 0, left: fromRight ? 0 : cardPx }
  }, [floats, wide, card, snap])
}

/** The page's own room: the bar of pages stands below it. */
function pageHeightPx(): number {
  return document.getElementById('content')?.clientHeight ?? window.innerHeight
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}
