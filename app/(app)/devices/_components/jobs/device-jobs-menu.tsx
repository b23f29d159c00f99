'use client'

import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, useState } from 'react'
import { buttonClasses } from '@/components/ui/button'
import { MenuOpener } from '@/components/ui/menu-opener'
import { untilLoaded } from '@/lib/client/until-loaded'
import { BindingDialog } from './binding-dialog'
import { ExpiryDialog } from './expiry-dialog'
import type { JobChoice } from './jobs-menu-items'
import { TransferDialog } from './transfer-dialog'

const loadItems = () => import('./jobs-menu-items')
const JobsMenuItems = lazy(async () => ({ default: (await untilLoaded(loadItems)).JobsMenuItems }))

export type DeviceJobsMenuProps = {
  /** The devices that are chosen. */
  deviceIds: string[]
  /** Told when work on them was begun; the page of that work opens by itself. */
  onDone: () => void
}

/** What can be done to many devices at once: a menu with a dialog for each. */
export function DeviceJobsMenu({ deviceIds, onDone }: DeviceJobsMenuProps) {
  const t = useTranslations('deviceJobs.menu')
  const [choice, setChoice] = useState<JobChoice | null>(null)
  if (deviceIds.length === 0) return null
  const look = {
    trigger: <Ellipsis aria-hidden className="size-4" />,
    triggerClassName: buttonClasses({ size: 'icon' }),
    triggerLabel: t('open', { count: deviceIds.length }),
  }
  const dialog = { deviceIds, onDone, onClose: () => setChoice(null) }
  return (
    <>
      <MenuOpener {...look} preload={loadItems}>
        <JobsMenuItems {...look} onChoose={setChoice} />
      </MenuOpener>
      {choice === 'transfer' ? <TransferDialog {...dialog} /> : null}
      {choice === 'expiry' ? <ExpiryDialog {...dialog} /> : null}
      {choice === 'bind' || choice === 'unbind' ? <BindingDialog {...dialog} step={choice} /> : null}
    </>
  )
}
