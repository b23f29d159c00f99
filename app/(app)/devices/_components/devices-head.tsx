'use client'

import { Columns3, Folders, FolderTree, ListChecks, Upload } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button, buttonClasses } from '@/components/ui/button'
import type { DeviceSummary } from '@/lib/domain/api/device-table'
import type { useLayout } from '../_hooks/use-layout'
import { MOVE_BUTTON_ID, MOVE_PANEL_ID, type Moving } from '../_hooks/use-moving'
import { ColumnsDialog } from './columns-dialog'
import { ExportButton } from './export-button'
import { GroupsDialog } from './groups-dialog'
import { ViewsButton, type ViewsButtonProps } from './views-button'

export type DevicesHeadProps = {
  /** How many match; null while that is not known. */
  total: number | null
  summary: DeviceSummary | undefined
  views: Pick<ViewsButtonProps, 'views' | 'open' | 'spec' | 'onOpen'>
  onViewId: (id: string | null) => void
  layout: ReturnType<typeof useLayout>
  moving: Pick<Moving, 'canDrag' | 'isShown' | 'setShown'>
  /** The account the table is narrowed to. */
  accountId: string | null
  onGroup: (accountId: string, group: string) => void
}

/** How many devices are shown, and what the table looks like. */
export function DevicesHead({
  total,
  summary,
  views,
  onViewId,
  layout,
  moving,
  accountId,
  onGroup,
}: DevicesHeadProps) {
  const t = useTranslations('devices')
  const [dialog, setDialog] = useState<'columns' | 'groups' | null>(null)
  const { filter, sort, columns } = views.spec
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
      <p role="status" className="grow text-sm text-muted tabular-nums">
        {total === null ? null : t('total', { count: total })}
      </p>
      <ViewsButton {...views} onGone={() => onViewId(null)} onSaved={onViewId} />
      <Button aria-haspopup="dialog" onClick={() => setDialog('groups')}>
        <Folders aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('groups.open')}</span>
      </Button>
      <Button aria-haspopup="dialog" onClick={() => setDialog('columns')}>
        <Columns3 aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('layout.open')}</span>
      </Button>
      {summary?.canExport ? (
        <ExportButton order={{ filter, sort, columns: columns.map(({ key }) => key) }} />
      ) : null}
      {moving.canDrag ? (
        <Button
          id={MOVE_BUTTON_ID}
          aria-expanded={moving.isShown}
          aria-controls={moving.isShown ? MOVE_PANEL_ID : undefined}
          onClick={() => moving.setShown(!moving.isShown)}
        >
          <FolderTree aria-hidden className="size-4" />
          {t('move.open')}
        </Button>
      ) : null}
      {summary?.canEdit ? <WorkLinks /> : null}
      {dialog === 'columns' ? (
        <ColumnsDialog
          columns={layout.columns}
          onChange={layout.change}
          hasFailed={layout.hasFailed}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'groups' ? (
        <GroupsDialog
          accountId={accountId}
          canEdit={summary?.canEdit ?? false}
          onShow={(account, group) => {
            onGroup(account, group)
            setDialog(null)
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </header>
  )
}

/** The way to a file that changes many devices, and to what became of such work. */
function WorkLinks() {
  const t = useTranslations('deviceJobs.links')
  return (
    <>
      <Link href="/devices/import" className={buttonClasses({})}>
        <Upload aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('import')}</span>
      </Link>
      <Link href="/devices/jobs" className={buttonClasses({})}>
        <ListChecks aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('jobs')}</span>
      </Link>
    </>
  )
}
