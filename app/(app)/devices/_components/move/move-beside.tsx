'use client'

import type { ReactNode } from 'react'
import { TreeSkeleton } from '@/components/domain/accounts/tree-skeleton'
import { latePart, PartNotLoaded } from '@/components/ui/late-part'
import type { DeviceSelection } from '../../_hooks/use-device-selection'
import { MOVE_BUTTON_ID, type Moving } from '../../_hooks/use-moving'
import { TransferDialog } from '../jobs/transfer-dialog'
import { DragGhost } from './drag-ghost'

const MovePanel = latePart(() => import('./move-panel').then((module) => module.MovePanel), {
  waiting: () => (
    <Beside>
      <TreeSkeleton />
    </Beside>
  ),
  failed: (retry) => (
    <Beside>
      <div className="p-3">
        <PartNotLoaded onRetry={retry} />
      </div>
    </Beside>
  ),
})

/** What stands beside the table while devices are moved, and the dialog that every way of moving ends in. */
export function MoveBeside({ moving, selection }: { moving: Moving; selection: DeviceSelection }) {
  const { asked } = moving
  return (
    <>
      {moving.isShown ? (
        <MovePanel
          moving={moving}
          chosenIds={selection.ids}
          onClose={() => {
            moving.setShown(false)
            document.getElementById(MOVE_BUTTON_ID)?.focus()
          }}
        />
      ) : null}
      <DragGhost moving={moving} />
      {asked === null ? null : (
        <TransferDialog
          deviceIds={asked.deviceIds}
          target={asked.target}
          onDone={selection.clear}
          onClose={moving.forget}
        />
      )}
    </>
  )
}

/** The place of the panel until it is there. */
function Beside({ children }: { children: ReactNode }) {
  return <div className="flex w-88 shrink-0 flex-col border-s border-t border-line bg-panel">{children}</div>
}
