'use client'

import {
  AlarmClockOff,
  BellRing,
  CheckCheck,
  type LucideIcon,
  Moon,
  NotebookPen,
  RotateCcw,
  Sun,
  UserMinus,
  UserPlus,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { AlarmHistoryEntry, InboxAlarm } from '@/lib/domain/api/alarm-inbox'

export type AlarmHistoryProps = { history: readonly AlarmHistoryEntry[]; alarm: InboxAlarm }

/** Who did what, the newest first, and at last that it was raised. */
export function AlarmHistory({ history, alarm }: AlarmHistoryProps) {
  const t = useTranslations('alarmInbox.history')
  return (
    <section aria-label={t('title')}>
      <h3 className="mb-2 text-sm font-semibold">{t('title')}</h3>
      <ol className="space-y-3">
        {history.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
        <Line icon={BellRing} at={alarm.receivedAt} words={t('raised')} note={null} />
      </ol>
    </section>
  )
}

function Entry({ entry }: { entry: AlarmHistoryEntry }) {
  return <Line icon={ICONS[entry.step]} at={entry.at} words={useEntryWords()(entry)} note={entry.note} />
}

function useEntryWords() {
  const t = useTranslations('alarmInbox')
  const formats = useFormats()
  const nameOf = (person: { name: string } | null) => person?.name || t('history.somebody')
  return ({ step, actor, assignee, resolution, snoozedUntil }: AlarmHistoryEntry): string => {
    const who = { actor: nameOf(actor) }
    switch (step) {
      case 'resolve':
        return t('history.resolve', {
          ...who,
          reason: resolution === null ? '' : t(`reasons.${resolution}`),
        })
      case 'assign':
        return actor !== null && actor.id === assignee?.id
          ? t('history.assignSelf', who)
          : t('history.assign', { ...who, assignee: nameOf(assignee) })
      case 'snooze':
        return t('history.snooze', {
          ...who,
          time: snoozedUntil === null ? '' : formats.dateTime(Date.parse(snoozedUntil)),
        })
      default:
        return t(`history.${step}`, who)
    }
  }
}

type LineProps = { icon: LucideIcon; at: string; words: string; note: string | null }

function Line({ icon: Icon, at, words, note }: LineProps) {
  const formats = useFormats()
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const atMs = Date.parse(at)
  return (
    <li className="flex gap-3 text-sm">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <span className="min-w-0 grow pt-1">
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 text-ink [overflow-wrap:anywhere]">{words}</span>
          <time
            dateTime={at}
            title={formats.exactTime(atMs)}
            className="shrink-0 text-xs text-muted tabular-nums"
          >
            {formats.ago(nowMs - atMs)}
          </time>
        </span>
        {note ? (
          <q className="mt-1 block rounded border-s-2 border-line-strong bg-sunken px-2.5 py-1.5 whitespace-pre-wrap text-ink quotes-none [overflow-wrap:anywhere]">
            {note}
          </q>
        ) : null}
      </span>
    </li>
  )
}

const ICONS: Record<AlarmHistoryEntry['step'], LucideIcon> = {
  acknowledge: CheckCheck,
  resolve: AlarmClockOff,
  reopen: RotateCcw,
  assign: UserPlus,
  unassign: UserMinus,
  snooze: Moon,
  unsnooze: Sun,
  note: NotebookPen,
}
