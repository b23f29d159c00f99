'use client'

import { useTranslations } from 'next-intl'
import { useNow } from '@/lib/client/clock'
import { useFormatPreferences, useTimeZone } from '@/lib/client/format/preferences'
import { useFormats } from '@/lib/client/format/use-formats'
import { startOfWeek } from '@/lib/domain/time'

/** What the choices around it make of a few things everybody knows. */
export function Sample() {
  const t = useTranslations('preferences.sample')
  const formats = useFormats()
  const nowMs = useNow()
  const facts = [
    [t('driving'), formats.speed(90)],
    [t('odometer'), formats.distance(48_210)],
    [t('tank'), formats.volume(60)],
    [t('cargo'), formats.temperature(4)],
  ]
  return (
    <dl aria-label={t('title')} className={PANEL}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="font-medium tabular-nums">{value}</dd>
        </div>
      ))}
      {nowMs > 0 ? <Times nowMs={nowMs} /> : null}
    </dl>
  )
}

function Times({ nowMs }: { nowMs: number }) {
  const t = useTranslations('preferences.sample')
  const formats = useFormats()
  const zone = useTimeZone()
  const { weekStart } = useFormatPreferences()
  const weekMs = startOfWeek(new Date(nowMs), zone, weekStart).getTime()
  return (
    <>
      <div className="col-span-2">
        <dt className="text-xs text-muted">{t('now', { zone })}</dt>
        <dd className="font-medium tabular-nums">{formats.exactTime(nowMs)}</dd>
      </div>
      <div className="col-span-2">
        <dt className="text-xs text-muted">{t('week')}</dt>
        <dd className="font-medium tabular-nums">{formats.date(weekMs)}</dd>
      </div>
    </>
  )
}

const PANEL =
  'grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-line bg-sunken px-4 py-3 text-sm sm:grid-cols-4'
