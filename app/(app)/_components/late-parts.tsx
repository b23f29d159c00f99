'use client'

import { Queries } from '@/lib/client/queries-provider'
import { AlarmCollector } from '@/lib/client/use-alarms'
import { AlarmToasts } from './alarm-toasts'
import { LiveNotices } from './live-notices'

/** What the shell does beside the pages: notices of the live data, and alarms with their toasts, sounds and numbers. */
export function LateParts() {
  return (
    <Queries>
      <AlarmCollector />
      <LiveNotices />
      <AlarmToasts />
    </Queries>
  )
}
