'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, MailCheck, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { lazy, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClasses } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { MenuOpener } from '@/components/ui/menu-opener'
import { Skeleton } from '@/components/ui/skeleton'
import { reportDefinition, useReportBook, useReportChoices } from '@/lib/client/queries/reports'
import type { ReportAddress } from '@/lib/client/reports/report-address'
import { untilLoaded } from '@/lib/client/until-loaded'
import type { ReportBook, ReportEntry } from '@/lib/domain/api/report-book'
import type { ReportActs } from '../_hooks/use-report-address'
import { DeleteDialog } from './delete-dialog'
import { KIND_ICONS } from './kind-gallery'
import { SaveDialog } from './save-dialog'
import { ScheduleDialog } from './schedule-dialog'

const loadMenu = () => import('./saved-menu')
const SavedMenu = lazy(() => untilLoaded(loadMenu).then((module) => ({ default: module.SavedMenu })))

export type SavedListProps = {
  address: ReportAddress
  acts: ReportActs
  /** Tells that something else is shown now. */
  onOpened?: () => void
  isInSheet?: boolean
}

type Ask = { what: 'rename' | 'delete' | 'schedule'; definition: ReportEntry }

/** The saved reports by name, and the way to the schedules. */
export function SavedList({ address, acts, onOpened, isInSheet = false }: SavedListProps) {
  const t = useTranslations('reports')
  const { data, error, refetch } = useReportBook()
  const queries = useQueryClient()
  const [ask, setAsk] = useState<Ask | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  // What a report asks for comes only when it is opened: the list would be long in coming else.
  const open = async (id: string) => {
    setFailed(null)
    const definition = await queries.fetchQuery(reportDefinition(id)).catch(() => null)
    if (definition === null) return setFailed(id)
    acts.open(definition.request, id)
    onOpened?.()
  }
  const close = () => setAsk(null)
  const scheduled = data?.schedules.length ?? 0
  return (
    <nav aria-label={t('saved.open')} className={classNames('flex min-h-0 flex-col', !isInSheet && 'h-full')}>
      <div className={classNames('flex flex-col gap-1.5', !isInSheet && 'p-3')}>
        <Button
          variant={address.request === null && !address.isSchedules ? 'primary' : 'secondary'}
          onClick={() => {
            acts.leave()
            onOpened?.()
          }}
        >
          <Plus aria-hidden className="size-4" />
          {t('saved.new')}
        </Button>
        <Button
          variant="quiet"
          aria-pressed={address.isSchedules}
          className="justify-start!"
          onClick={() => {
            acts.showSchedules()
            onOpened?.()
          }}
        >
          <MailCheck aria-hidden className="size-4" />
          <span className="grow text-start">{t('schedules.title')}</span>
          <span className="text-faint tabular-nums">{data ? scheduled : ''}</span>
        </Button>
      </div>
      <h2 className={classNames('pt-2 pb-1 text-xs font-medium text-muted', !isInSheet && 'px-4')}>
        {t('saved.label')}
      </h2>
      <div className={classNames('scrollbar-quiet min-h-0 grow overflow-y-auto', !isInSheet && 'px-2 pb-4')}>
        {data === undefined && error ? (
          <Banner
            tone="danger"
            title={t('saved.failed')}
            className="rounded"
            actions={
              <Button size="sm" onClick={() => void refetch()}>
                {t('saved.retry')}
              </Button>
            }
          />
        ) : null}
        {data === undefined && !error ? <Skeleton className="mx-2 h-16 rounded" /> : null}
        {data?.definitions.length === 0 ? (
          <p className="px-2 text-sm text-muted">
            {t('saved.noneTitle')}. {t('saved.noneBody')}
          </p>
        ) : null}
        <ul>
          {data?.definitions.map((definition) => (
            <SavedRow
              key={definition.id}
              definition={definition}
              isOpen={definition.id === address.savedId}
              hasFailed={definition.id === failed}
              onOpen={() => void open(definition.id)}
              onAsk={(what) => setAsk({ what, definition })}
            />
          ))}
        </ul>
      </div>
      {ask === null ? null : (
        <AskDialog ask={ask} book={data} onClose={close} acts={acts} address={address} />
      )}
    </nav>
  )
}

function SavedRow({
  definition,
  isOpen,
  hasFailed,
  onOpen,
  onAsk,
}: {
  definition: ReportEntry
  isOpen: boolean
  hasFailed: boolean
  onOpen: () => void
  onAsk: (what: Ask['what']) => void
}) {
  const t = useTranslations('reports')
  const choices = useReportChoices()
  const { name, kind, canEdit, shared, ownerName } = definition
  const Icon = KIND_ICONS[kind]
  const trigger = <Ellipsis aria-hidden className="size-4" />
  const look = classNames(buttonClasses({ variant: 'quiet', size: 'icon' }), 'size-7!')
  const label = t('saved.menu', { name })
  const canSchedule = choices.data?.canSchedule === true
  return (
    <li
      className="flex items-center gap-1 rounded hover:bg-sunken data-[open=true]:bg-accent-soft"
      data-open={isOpen}
    >
      <button
        type="button"
        aria-current={isOpen ? 'page' : undefined}
        onClick={onOpen}
        className="flex min-h-11 min-w-0 grow items-center gap-2.5 rounded px-2 py-1 text-start focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        <span className="min-w-0">
          <bdi className="block truncate text-sm font-medium">{name}</bdi>
          <span className="block truncate text-xs text-muted">
            {t(`kinds.${kind}.name`)}
            {shared ? ` · ${canEdit ? t('saved.shared') : t('saved.by', { name: ownerName })}` : ''}
          </span>
          <span role="status" className="block text-xs text-danger empty:hidden">
            {hasFailed ? t('saved.openFailed') : null}
          </span>
        </span>
      </button>
      {canEdit || canSchedule ? (
        <MenuOpener trigger={trigger} triggerClassName={look} triggerLabel={label} preload={loadMenu}>
          <SavedMenu {...{ trigger, label, canEdit, canSchedule, onAsk }} triggerClassName={look} />
        </MenuOpener>
      ) : null}
    </li>
  )
}

function AskDialog({
  ask: { what, definition },
  book,
  onClose,
  acts,
  address,
}: {
  ask: Ask
  book: ReportBook | undefined
  onClose: () => void
  acts: ReportActs
  address: ReportAddress
}) {
  const t = useTranslations('reports.saved')
  if (what === 'rename')
    return <SaveDialog request={null} kept={definition} onClose={onClose} onSaved={onClose} />
  if (what === 'schedule')
    return <ScheduleDialog definition={definition} asksVendor={definition.asksVendor} onClose={onClose} />
  const count = book?.schedules.filter(({ definitionId }) => definitionId === definition.id).length ?? 0
  return (
    <DeleteDialog
      what="definition"
      id={definition.id}
      title={t('deleteTitle', { name: definition.name })}
      body={t('deleteBody', { count })}
      doWord={t('deleteDo')}
      onClose={onClose}
      onDeleted={() => address.savedId === definition.id && acts.setSaved(null)}
    />
  )
}
