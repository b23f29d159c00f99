'use client'

import { BellOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Skeleton } from '@/components/ui/skeleton'
import { useAlarmNames } from '@/lib/client/alarm-names'
import { useRecentAlarms } from '@/lib/client/queries/alarms'
import { useAlarmFeed } from '@/lib/client/use-alarms'
import type { AlarmSummary } from '@/lib/domain/api/alarm'
import { AlarmIcon, AlarmWords, type ShownAlarm } from './alarm-words'
import { useOpenVehicle } from './use-open-vehicle'
import { useShownAlarm } from './use-shown-alarm'

/** The newest alarms: what the server has, with what came since on top. */
export function AlarmList({ onOpened }: { onOpened: () => void }) {
  const t = useTranslations('alarms')
  const openVehicle = useOpenVehicle()
  const { data, isPending, isError, refetch } = useRecentAlarms()
  const alarms = useMerged(data?.alarms ?? [])
  if (alarms.length === 0 && isPending) return <ListSkeleton />
  return (
    <>
      {isError ? (
        <p
          role="alert"
          className="flex items-center justify-between gap-3 bg-warning-soft px-4 py-2 text-sm text-ink"
        >
          {t('failed')}
          <button type="button" className="font-medium text-accent" onClick={() => void refetch()}>
            {t('retry')}
          </button>
        </p>
      ) : null}
      {alarms.length === 0 && !isError ? <NoAlarms /> : null}
      <ol className="scrollbar-quiet min-h-0 overflow-y-auto overscroll-contain">
        {alarms.map((alarm) => (
          <li key={alarm.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              className={ROW}
              onClick={() => {
                openVehicle(alarm.deviceId)
                onOpened()
              }}
            >
              <AlarmIcon severity={alarm.severity} />
              <AlarmWords alarm={alarm} />
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}

function NoAlarms() {
  const t = useTranslations('alarms.empty')
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-10 text-center text-sm">
      <BellOff aria-hidden className="mb-1 size-6 text-faint" strokeWidth={1.5} />
      <p className="font-medium text-ink">{t('title')}</p>
      <p className="text-muted">{t('body')}</p>
    </div>
  )
}

function ListSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-4">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-13 w-full" />
      ))}
    </div>
  )
}

const MOST = 50

function useMerged(known: readonly AlarmSummary[]): ShownAlarm[] {
  const { alarms } = useAlarmFeed()
  const show = useShownAlarm()
  const alarmName = useAlarmNames()
  const stored = new Map(known.map((alarm) => [alarm.id, toShown({ ...alarm, name: alarmName(alarm.name) })]))
  const fresh = alarms.filter(({ id }) => !stored.has(id)).map(show)
  return [...fresh, ...stored.values()].sort((a, b) => b.startedAtMs - a.startedAtMs).slice(0, MOST)
}

function toShown({ id, deviceId, name, severity, startedAt, endedAt, ...alarm }: AlarmSummary): ShownAlarm {
  return {
    id,
    deviceId,
    name,
    severity,
    startedAtMs: Date.parse(startedAt),
    endedAtMs: endedAt === null ? null : Date.parse(endedAt),
    vehicle: { name: alarm.deviceName, plate: alarm.plate, imei: alarm.imei },
  }
}

const ROW =
  'flex w-full items-start gap-2.5 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken focus-visible:bg-sunken'
