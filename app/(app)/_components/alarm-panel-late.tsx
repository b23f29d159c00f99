'use client'

import { ReadingDirection } from '@/components/ui/reading-direction'
import { Queries } from '@/lib/client/queries-provider'
import { AlarmPanel, type AlarmPanelProps } from './alarm-panel'

/** The panel with what it asks the server by, and the kit's language: the shell around the bell has neither. */
export function LateAlarmPanel(props: AlarmPanelProps) {
  return (
    <Queries>
      <ReadingDirection>
        <AlarmPanel {...props} />
      </ReadingDirection>
    </Queries>
  )
}
