'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, useState } from 'react'
import { buttonClasses } from '@/components/ui/button'
import { MenuOpener } from '@/components/ui/menu-opener'
import { refreshDeviceViews } from '@/lib/client/queries/device-table'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { DeviceView, DeviceViewSpec } from '@/lib/domain/api/device-table'
import { deviceQuery } from '@/lib/domain/device-table'
import { saveViewAction } from '../actions'
import { DeleteViewDialog, SaveViewDialog } from './view-dialogs'

const loadMenu = () => import('./views-menu')
const ViewsMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.ViewsMenu })))

export type ViewsButtonProps = {
  views: readonly DeviceView[]
  open: DeviceView | null
  /** What the table shows now. */
  spec: DeviceViewSpec
  onOpen: (view: DeviceView) => void
  /** Its address names no view any more. */
  onGone: () => void
  onSaved: (id: string) => void
}

export type ViewWish = 'save' | 'rename' | 'delete'

/** The person's views: opened, kept, and taken away. */
export function ViewsButton({ views, open, spec, onOpen, onGone, onSaved }: ViewsButtonProps) {
  const t = useTranslations('devices.views')
  const queries = useQueryClient()
  const [wish, setWish] = useState<ViewWish | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const update = async (part: Partial<Pick<DeviceView, 'isDefault' | 'spec'>>) => {
    if (open === null) return
    const { id, ...draft } = open
    const answer = await saveViewAction(id, { ...draft, ...part }).catch(() => null)
    setProblem(answer?.ok ? null : (answer?.message ?? t('failed')))
    await refreshDeviceViews(queries)
  }
  const look = buttonClasses({})
  const trigger = (
    <>
      <Bookmark aria-hidden className="size-4" />
      <span className="max-w-40 truncate max-sm:sr-only">{open?.name ?? t('open')}</span>
    </>
  )
  return (
    <>
      {problem === null ? null : (
        <span role="status" className="text-sm text-danger">
          {problem}
        </span>
      )}
      <MenuOpener
        trigger={trigger}
        triggerLabel={open === null ? undefined : `${t('open')}: ${open.name}`}
        triggerClassName={look}
        preload={loadMenu}
      >
        <ViewsMenu
          trigger={trigger}
          triggerLabel={open === null ? undefined : `${t('open')}: ${open.name}`}
          triggerClassName={look}
          views={views}
          open={open}
          isChanged={open !== null && keyOf(open.spec) !== keyOf(spec)}
          onOpen={onOpen}
          onWish={setWish}
          onUpdate={() => void update({ spec })}
          onDefault={(isDefault) => void update({ isDefault })}
        />
      </MenuOpener>
      {wish === 'save' || wish === 'rename' ? (
        <SaveViewDialog
          kept={wish === 'rename' ? open : null}
          spec={spec}
          onClose={() => setWish(null)}
          onSaved={onSaved}
        />
      ) : null}
      {wish === 'delete' && open !== null ? (
        <DeleteViewDialog view={open} onClose={() => setWish(null)} onGone={onGone} />
      ) : null}
    </>
  )
}

/** The same for what looks the same. */
function keyOf({ filter, sort, columns }: DeviceViewSpec): string {
  return `${deviceQuery(filter, sort)} ${columns.map(({ key, widthPx }) => `${key}:${widthPx}`).join()}`
}
