'use client'

import { ArrowLeft, ChevronDown, ChevronUp, History, MapPin, SquareGanttChart } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Plate } from '@/components/domain/plate'
import { SEVERITY_TEXT_CLASSES, SeverityIcon } from '@/components/domain/severity-icon'
import { buttonClasses } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import { AlarmName } from '@/lib/client/alarm-names'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { useLiveStore } from '@/lib/client/use-live'
import type { AlarmDetail as Detail, InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import type { BasemapOption } from '@/lib/domain/basemaps'
import type { StepWish } from '../_hooks/use-wishes'
import { AlarmFacts } from './alarm-facts'
import { AlarmHistory } from './alarm-history'
import { AlarmMap, AROUND_MS } from './alarm-map'
import { AlarmMedia } from './alarm-media'
import { NoteForm } from './note-form'
import { StepButtons } from './step-buttons'

export type AlarmDetailProps = {
  detail: Detail
  basemaps: readonly BasemapOption[]
  me: string | undefined
  mayHandle: boolean
  isBusy: boolean
  onWish: (wish: StepWish) => void
  onNote: (note: string) => Promise<boolean>
  onOpen: (alarmId: string) => void
  onClose: () => void
  /** To the alarms above and below; null where there is none. */
  onStep: (by: number) => void
  /** What became of the last step. */
  children: ReactNode
}

/** One alarm with its surroundings: what it was, where, what the camera saw, who did what. */
export function AlarmDetail(props: AlarmDetailProps) {
  const { detail, me, mayHandle, isBusy, onWish } = props
  const { alarm, history, neighbours } = detail
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const top = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another alarm is read from its top.
  useEffect(() => {
    top.current?.scrollTo({ top: 0 })
  }, [alarm.id])
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <Head {...props} />
      {props.children}
      <div ref={top} className="scrollbar-quiet min-h-0 grow overflow-y-auto overscroll-contain">
        <div className="mx-auto max-w-4xl space-y-6 p-4 md:p-6">
          {mayHandle ? (
            <StepButtons alarm={alarm} me={me} nowMs={nowMs} isBusy={isBusy} onWish={onWish} />
          ) : null}
          <AlarmMap key={`map ${alarm.id}`} alarm={alarm} basemaps={props.basemaps} />
          <Links alarm={alarm} />
          <AlarmFacts detail={detail} />
          {detail.mayHaveMedia ? <AlarmMedia alarmId={alarm.id} /> : null}
          {mayHandle ? <NoteForm key={`note ${alarm.id}`} isBusy={isBusy} onNote={props.onNote} /> : null}
          <AlarmHistory history={history} alarm={alarm} />
          {neighbours.length > 0 ? <Neighbours neighbours={neighbours} onOpen={props.onOpen} /> : null}
        </div>
      </div>
    </div>
  )
}

function Head({ detail: { alarm }, onClose, onStep }: AlarmDetailProps) {
  const t = useTranslations('alarmInbox')
  const tAlarms = useTranslations('alarms')
  const formats = useFormats()
  const nowMs = useNow() + useLiveStore().clockOffsetMs
  const startedMs = Date.parse(alarm.startedAt)
  const title = vehicleTitle({ name: alarm.deviceName, plate: alarm.plate, imei: alarm.imei })
  return (
    <header className="flex shrink-0 items-start gap-2 border-b border-line px-2 py-2.5 md:ps-6 md:pe-3">
      <IconButton
        icon={ArrowLeft}
        label={t('back')}
        onClick={onClose}
        wrapperClassName="md:hidden"
        className="rtl:-scale-x-100"
      />
      <SeverityIcon severity={alarm.severity} className="mt-1.5 size-6" />
      <div className="min-w-0 grow ps-1">
        <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">
          <bdi>
            <AlarmName name={alarm.name} />
          </bdi>
        </h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-muted">
          <span className={classNames('font-semibold', SEVERITY_TEXT_CLASSES[alarm.severity])}>
            {tAlarms(`severity.${alarm.severity}`)}
          </span>
          <bdi className="min-w-0 truncate text-ink">{title}</bdi>
          {alarm.plate && alarm.plate.trim() !== title ? <Plate text={alarm.plate} /> : null}
          <time dateTime={alarm.startedAt} title={formats.exactTime(startedMs)} className="tabular-nums">
            {formats.dateTime(startedMs)} ({formats.ago(nowMs - startedMs)})
          </time>
        </p>
      </div>
      <div className="flex shrink-0 max-md:hidden">
        <IconButton
          icon={ChevronUp}
          label={t('previous')}
          shortcut="k"
          tooltip="bottom-end"
          onClick={() => onStep(-1)}
        />
        <IconButton
          icon={ChevronDown}
          label={t('next')}
          shortcut="j"
          tooltip="bottom-end"
          onClick={() => onStep(1)}
        />
      </div>
    </header>
  )
}

function Links({ alarm }: { alarm: InboxAlarm }) {
  const t = useTranslations('alarmInbox.links')
  const startedMs = Date.parse(alarm.startedAt)
  const minute = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 16)}Z`
  const replay = new URLSearchParams({
    v: alarm.deviceId,
    from: minute(startedMs - 6 * AROUND_MS),
    to: minute(startedMs + 6 * AROUND_MS),
    at: `${new Date(startedMs).toISOString().slice(0, 19)}Z`,
  })
  const look = buttonClasses({ size: 'sm' })
  return (
    <ul className="-mt-3 flex flex-wrap gap-2">
      <li>
        <Link href={`/replay?${replay}` as Route} className={look}>
          <History aria-hidden className="size-4" />
          {t('replay')}
        </Link>
      </li>
      <li>
        <Link href={`/devices/${encodeURIComponent(alarm.imei)}` as Route} className={look}>
          <SquareGanttChart aria-hidden className="size-4" />
          {t('device')}
        </Link>
      </li>
      <li>
        <Link href={`/map?device=${alarm.deviceId}` as Route} className={look}>
          <MapPin aria-hidden className="size-4" />
          {t('map')}
        </Link>
      </li>
    </ul>
  )
}

type NeighboursProps = { neighbours: readonly InboxAlarm[]; onOpen: (alarmId: string) => void }

function Neighbours({ neighbours, onOpen }: NeighboursProps) {
  const t = useTranslations('alarmInbox')
  const tAlarms = useTranslations('alarms')
  const formats = useFormats()
  return (
    <section aria-label={t('neighbours.title')}>
      <h3 className="mb-1 text-sm font-semibold">{t('neighbours.title')}</h3>
      <ul className="-mx-2">
        {neighbours.map(({ id, name, severity, state, startedAt }) => (
          <li key={id}>
            <button type="button" onClick={() => onOpen(id)} className={NEIGHBOUR}>
              <time dateTime={startedAt} className="shrink-0 text-muted tabular-nums">
                {formats.time(Date.parse(startedAt))}
              </time>
              <SeverityIcon severity={severity} className="size-4" />
              <span className="sr-only">{tAlarms(`severity.${severity}`)}</span>
              <bdi className="min-w-0 grow truncate text-start">
                <AlarmName name={name} />
              </bdi>
              <span className="shrink-0 text-muted">{t(`states.${state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const NEIGHBOUR =
  'flex h-9 w-full items-center gap-2.5 rounded px-2 text-sm hover:bg-sunken focus-visible:-outline-offset-2 pointer-coarse:h-touch'
