'use client'
// React's door to the alarms of this visit: fed by the live stream, and by the server after the stream was away.
// It owns no screen; sound is played here, because it belongs to the page and not to a component.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { AlarmSummary } from '@/lib/domain/api/alarm'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { createDesktopNotices, type DesktopNotices, type DesktopState } from './alarm-desktop'
import { type AlarmFeed, type AlarmFeedView, createAlarmFeed } from './alarm-feed'
import { type Alarms, useHeldAlarms } from './alarm-place'
import { type AlarmSound, createAlarmSound, type SoundState } from './alarm-sound'
import type { LiveStore } from './live-types'
import {
  fetchRecentAlarms,
  onReadElsewhere,
  refreshInbox,
  refreshPulse,
  useAlarmPulse,
  useReadAlarms,
} from './queries/alarms'
import { useLiveStore } from './use-live'

/**
 * Collects the alarms of the live stream above it, plays the sound of critical ones if it is wanted, and tells how many are
 * unread. Once a shell. Draws nothing.
 */
export function AlarmCollector() {
  const store = useLiveStore()
  const alarms = useAlarms()
  const { tellUnread } = useHeldAlarms()
  const { unread } = useUnreadAlarms()
  useEffect(() => listenForAlarms(store, alarms), [store, alarms])
  useUnreadAtServer(store, alarms)
  useEffect(() => tellUnread(unread), [tellUnread, unread])
  return null
}

/** What came during this visit, and what to do with it. Renders again when that changes. */
export function useAlarmFeed(): Omit<AlarmFeedView, 'unread'> & Pick<AlarmFeed, 'dismiss' | 'dismissAll'> {
  const { feed } = useAlarms()
  const { unread: _, ...view } = useSyncExternalStore(feed.subscribe, feed.get, feed.get)
  return { ...view, dismiss: feed.dismiss, dismissAll: feed.dismissAll }
}

/** How many warnings and critical alarms the person has not read, wherever they look: what the server knows, and what came since. */
export function useUnreadAlarms(): { unread: number; markAllRead: () => void } {
  const { feed } = useAlarms()
  const { unread } = useSyncExternalStore(feed.subscribe, feed.get, feed.get)
  const pulse = useAlarmPulse()
  const read = useReadAlarms()
  const markAllRead = () => {
    feed.markRead()
    void read('all')
  }
  return { unread: (pulse.data?.unread ?? 0) + unread, markAllRead }
}

/** Whether alarms show on the desktop while the page is out of sight, and the switch for it. */
export function useDesktopNotices(): { state: DesktopState } & Pick<DesktopNotices, 'setWanted' | 'show'> {
  const { desktop } = useAlarms()
  const state = useSyncExternalStore(desktop.subscribe, desktop.get, readDesktopOnServer)
  return { state, setWanted: desktop.setWanted, show: desktop.show }
}

/** Whether critical alarms make a sound, and the switch for it. */
export function useAlarmSound(): { state: SoundState; setWanted: AlarmSound['setWanted'] } {
  const { sound } = useAlarms()
  const state = useSyncExternalStore(sound.subscribe, sound.get, readSoundOnServer)
  return { state, setWanted: sound.setWanted }
}

const readSoundOnServer = (): SoundState => 'off'
const readDesktopOnServer = (): DesktopState => 'off'

/** Of a flood of alarms the server is asked about once in so many ms, and not by all pages at the same moment. */
const ASK_AFTER_MS = 1_000

/** What the server has counted is counted here no more; it is asked again when alarms come, and when another tab has read. */
function useUnreadAtServer(store: LiveStore, { feed }: Alarms) {
  const queries = useQueryClient()
  const { dataUpdatedAt } = useAlarmPulse()
  useEffect(() => {
    if (dataUpdatedAt > 0) feed.markRead()
  }, [feed, dataUpdatedAt])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const leaveStore = store.subscribe((change) => {
      if (change.kind !== 'alarm') return
      timer ??= setTimeout(
        () => {
          timer = undefined
          void refreshPulse(queries)
        },
        ASK_AFTER_MS * (1 + Math.random()),
      )
    })
    const leaveTabs = onReadElsewhere(() => void refreshInbox(queries))
    return () => {
      leaveStore()
      leaveTabs()
      clearTimeout(timer)
    }
  }, [store, queries])
}

function useAlarms(): Alarms {
  const { place } = useHeldAlarms()
  place.alarms ??= {
    feed: createAlarmFeed(),
    sound: createAlarmSound(),
    desktop: createDesktopNotices(),
  }
  return place.alarms
}

function listenForAlarms(store: LiveStore, { feed, sound }: Omit<Alarms, 'desktop'>): () => void {
  let phase = store.phase
  // Until the line first stands, what comes while the page loads would be told by nobody either.
  let heardUntilMs: number | null = null
  const take = (told: readonly LiveAlarm[]) => {
    if (feed.take(told).some(({ severity }) => severity === 'critical')) sound.play()
  }
  // What was raised while the line was away is told by nobody: the stream only carries what is new.
  const askMissed = () => {
    const missedSinceMs = (heardUntilMs ?? performance.timeOrigin) + store.clockOffsetMs
    fetchRecentAlarms()
      .then(({ alarms }) =>
        take(
          alarms
            .filter((alarm) => Date.parse(alarm.receivedAt) > missedSinceMs)
            .map(toLive)
            .toReversed(),
        ),
      )
      .catch(() => undefined)
  }
  // The line stood before anybody listened.
  if (phase === 'live') askMissed()
  return store.subscribe((change) => {
    if (change.kind === 'alarm') take(change.alarms)
    if (change.kind !== 'stream') return
    const before = phase
    phase = store.phase
    if (phase === 'reconnecting') heardUntilMs = store.lastEventAtMs
    if (phase === 'live' && before !== 'live') askMissed()
  })
}

function toLive({
  id,
  deviceId,
  code,
  name,
  severity,
  startedAt,
  lat,
  lng,
  speedKph,
}: AlarmSummary): LiveAlarm {
  return { id, deviceId, code, name, severity, startedAtMs: Date.parse(startedAt), lat, lng, speedKph }
}
