'use client'

import { useState } from 'react'
import type { SheetSnap } from '@/components/ui/sheet-snaps'

/** Heights of the phone's sheet: the list keeps its own while a card is open. */
export function useSheet(cardOpen: boolean) {
  const [listSnap, setListSnap] = useState<SheetSnap>('peek')
  const [cardSnap, setCardSnap] = useState<SheetSnap>('half')
  return cardOpen ? { snap: cardSnap, setSnap: setCardSnap } : { snap: listSnap, setSnap: setListSnap }
}
