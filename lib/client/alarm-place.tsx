'use client'
// Where the alarms of this visit are kept, and the one number of them that every page shows. What collects, shows and sounds
// them comes later than the page: use-alarms.tsx.

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { DesktopNotices } from './alarm-desktop'
import type { AlarmFeed } from './alarm-feed'
import type { AlarmSound } from './alarm-sound'

export type Alarms = { feed: AlarmFeed; sound: AlarmSound; desktop: DesktopNotices }

/** Filled by whichever part needs them first. */
export type AlarmPlace = { alarms: Alarms | null }

type Held = { place: AlarmPlace; unread: number; tellUnread: (unread: number) => void }

const AlarmContext = createContext<Held | null>(null)

/** Keeps the alarms of this visit for all below. */
export function AlarmPlaceProvider({ children }: { children: ReactNode }) {
  const [place] = useState<AlarmPlace>(() => ({ alarms: null }))
  const [unread, tellUnread] = useState(0)
  const held = useMemo(() => ({ place, unread, tellUnread }), [place, unread])
  return <AlarmContext value={held}>{children}</AlarmContext>
}

/** How many warnings and critical alarms the person has not read, wherever they look; 0 until it is known. */
export function useUnreadCount(): number {
  return useHeldAlarms().unread
}

/** For use-alarms.tsx alone: the place itself, and the way to tell what is unread. Throws without a provider. */
export function useHeldAlarms(): Held {
  const held = useContext(AlarmContext)
  if (!held) throw new Error('useHeldAlarms needs an AlarmPlaceProvider above it')
  return held
}
