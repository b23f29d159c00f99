'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { REPORTS_QUERY_KEY, useReportBook, useReportChoices } from '@/lib/client/queries/reports'
import { useReportWords } from '@/lib/client/reports/report-words'
import type { ReportRun, ReportSchedule } from '@/lib/domain/api/report-book'
import { type ReportAnswer, sendNowAction, turnScheduleAction } from '../actions'
import { DeleteDialog } from './delete-dialog'
import { KIND_ICONS } from './kind-gallery'
import { useWeekdays } from './rhythm-fields'
import { ScheduleDialog } from './schedule-dialog'

/** What is sent by mail, when next, and what became of it. */
export function ScheduleList() {
  const t = useTranslations('reports.schedules')
  const tSaved = useTranslations('reports.saved')
  const { data, error, refetch } = useReportBook()
  const choices = useReportChoices()
  return (
    <div className="flex w-full max-w-4xl flex-col gap-4 px-4 pb-8 md:px-6">
      <p className="max-w-2xl text-sm text-muted">{t('about')}</p>
      {choices.data?.hasMail === false ? (
        <Banner tone="warning" title={t('noMail')} className="rounded" />
      ) : null}
      {data === undefined && error ? (
        <Banner
          tone="danger"
          title={tSaved('failed')}
          className="rounded"
          actions={<Button onClick={() => void refetch()}>{tSaved('retry')}</Button>}
        />
      ) : null}
      {data === undefined && !error ? <Skeleton className="h-24 rounded-lg" /> : null}
      {data?.schedules.length === 0 ? (
        <div className="rounded-lg border border-line bg-panel p-6 text-center">
          <h2 className="text-base font-semibold">{t('noneTitle')}</h2>
          <p className="text-sm text-muted">{t('noneBody')}</p>
        </div>
      ) : null}
      <ul className="flex flex-col gap-3">
        {data?.schedules.map((schedule) => (
          <ScheduleCard key={schedule.id} schedule={schedule} />
        ))}
      </ul>
    </div>
  )
}

function ScheduleCard({ schedule }: { schedule: ReportSchedule }) {
  const t = useTranslations('reports.schedules')
  const tFailures = useTranslations('reports.failures')
  const formats = useFormats()
  const queries = useQueryClient()
  const wordsOf = useRunWords()
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null)
  const [note, setNote] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const { id, definitionId, definitionName, kind, enabled, canEdit, recipientNames, runs, stoppedBecause } =
    schedule
  const Icon = KIND_ICONS[kind]
  const act = (work: () => Promise<ReportAnswer>, done: string | null) =>
    startTransition(async () => {
      const answer = await work().catch(() => null)
      await queries.invalidateQueries({ queryKey: REPORTS_QUERY_KEY })
      setNote(answer?.ok ? done : (answer?.message ?? tFailures(answer?.why ?? 'failed')))
    })
  const [last, ...earlier] = runs
  return (
    <li className="rounded-lg border border-line bg-panel p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.75} />
        <div className="min-w-0 grow basis-72">
          <h2 className="font-semibold wrap-anywhere">
            <bdi>{definitionName}</bdi>
          </h2>
          <p className="text-sm">
            <RhythmWords schedule={schedule} />
          </p>
          <p className="text-sm text-muted wrap-anywhere">
            {t('to', { names: formats.list(recipientNames) })}
          </p>
          <p className={stoppedBecause === null ? 'mt-1 text-sm text-muted' : 'mt-1 text-sm text-danger'}>
            <NextWords schedule={schedule} />
          </p>
          <p
            className={
              last?.state === 'failed' || last?.state === 'partly'
                ? 'text-sm text-danger'
                : 'text-sm text-muted'
            }
          >
            {last === undefined ? t('last.none') : wordsOf(last)}
          </p>
        </div>
        {canEdit ? (
          <div className="flex flex-wrap gap-1.5">
            <Button size="sm" disabled={isBusy} onClick={() => act(() => sendNowAction(id), t('sendingNow'))}>
              {t('sendNow')}
            </Button>
            <Button
              size="sm"
              disabled={isBusy}
              onClick={() => act(() => turnScheduleAction(id, !enabled), null)}
            >
              {enabled ? t('pause') : t('resume')}
            </Button>
            <Button size="sm" onClick={() => setDialog('edit')}>
              {t('edit')}
            </Button>
            <Button size="sm" onClick={() => setDialog('delete')}>
              {t('delete')}
            </Button>
          </div>
        ) : null}
      </div>
      <p role="status" className="mt-2 text-sm text-muted empty:hidden">
        {note}
      </p>
      {earlier.length === 0 ? null : (
        <details className="mt-2 text-sm">
          <summary className="min-h-6 w-fit cursor-pointer text-muted hover:text-ink">{t('history')}</summary>
          <ul className="mt-1 space-y-0.5 ps-4 text-muted">
            {earlier.map((run) => (
              <li key={run.id}>{wordsOf(run)}</li>
            ))}
          </ul>
        </details>
      )}
      {dialog === 'edit' ? (
        <ScheduleDialog
          definition={{ id: definitionId, name: definitionName }}
          schedule={schedule}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'delete' ? (
        <DeleteDialog
          what="schedule"
          id={id}
          title={t('deleteTitle')}
          body={t('deleteBody', { name: definitionName })}
          doWord={t('deleteDo')}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </li>
  )
}

/** "Every Monday at 06:00, tells of the week before, Excel". */
function RhythmWords({ schedule: { rhythm, time, range, format } }: { schedule: ReportSchedule }) {
  const t = useTranslations('reports.schedules')
  const tExport = useTranslations('reports.export')
  const weekdays = useWeekdays()
  const when =
    rhythm.every === 'week'
      ? t('rhythm.week', { weekday: weekdays[rhythm.weekday] ?? '', time })
      : rhythm.every === 'month'
        ? t('rhythm.month', { day: rhythm.day, time })
        : t('rhythm.day', { time })
  return `${when}, ${t('tells', { range: t(`ranges.${range}`) })}, ${tExport(format)}`
}

function NextWords({ schedule: { enabled, nextAt, stoppedBecause } }: { schedule: ReportSchedule }) {
  const t = useTranslations('reports.schedules')
  const words = useReportWords()
  if (stoppedBecause !== null) return t('stopped', { reason: stoppedBecause })
  if (!enabled) return t('off')
  return nextAt === null ? t('nextNone') : t('next', { at: words.moment(Date.parse(nextAt)) })
}

/** What became of a run, in words. */
function useRunWords(): (run: ReportRun) => string {
  const t = useTranslations('reports.schedules.last')
  const words = useReportWords()
  const formats = useFormats()
  return ({ state, dueAt, finishedAt, recipientCount, sentCount, problem, nextTryAt }) => {
    const at = words.moment(Date.parse(finishedAt ?? dueAt))
    const told = t(state, {
      at,
      count: recipientCount,
      sent: formats.number(sentCount),
      problem: problem ?? '',
    })
    const again = nextTryAt === null ? '' : ` ${t('retry', { at: words.moment(Date.parse(nextTryAt)) })}`
    return told + again
  }
}
