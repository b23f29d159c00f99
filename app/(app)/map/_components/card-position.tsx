'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { formatCoordinates } from '@/lib/client/format/coordinates'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import { FIX_SOURCES } from '@/lib/domain/vehicle'
import { FACTS_CLASSES, Fact } from './fact'

export type CardPositionProps = { slot: number; nowMs: number; address: string | null }

/** Where it was, when, and how well that is known. */
export function CardPosition({ slot, nowMs, address }: CardPositionProps) {
  const t = useTranslations('map.card')
  const formats = useFormats()
  const { columns } = useLiveStore()
  const position = { lat: columns.lat[slot] ?? Number.NaN, lng: columns.lng[slot] ?? Number.NaN }
  const fixAtMs = columns.fixAtMs[slot] ?? 0
  const heardAtMs = columns.heardAtMs[slot] ?? 0
  const accuracyM = columns.accuracyM[slot] ?? 0
  const source = FIX_SOURCES[columns.source[slot] ?? -1]
  if (Number.isNaN(position.lat)) return <p className="pt-3 text-muted">{t('noPosition')}</p>

  const coordinates = formatCoordinates(position)
  return (
    <dl className={`${FACTS_CLASSES} pt-3`}>
      {address ? (
        <Fact label={t('address')} wide>
          <bdi>{address}</bdi>
        </Fact>
      ) : null}
      <Fact label={t('position')} wide>
        <bdi>{coordinates}</bdi>
        <CopyButton getText={() => coordinates} label={t('copyCoordinates')} copiedLabel={t('copied')} />
      </Fact>
      <Fact label={t('lastFix')} title={formats.exactTime(fixAtMs)}>
        <span>
          {formats.ago(nowMs - fixAtMs)}
          <span className="block text-sm text-muted">{formats.dateTime(fixAtMs)}</span>
        </span>
      </Fact>
      {heardAtMs - fixAtMs > HEARD_APART_MS ? (
        <Fact label={t('heard')} title={formats.exactTime(heardAtMs)}>
          <span>
            {formats.ago(nowMs - heardAtMs)}
            <span className="block text-sm text-muted">{formats.dateTime(heardAtMs)}</span>
          </span>
        </Fact>
      ) : null}
      {source && source !== 'gps' ? (
        <Fact label={t('source')} wide={accuracyM > 0}>
          {t(`sources.${source}`)}
          {accuracyM > 0 ? (
            <span className="text-muted">
              · {t('accuracyValue', { distance: formats.length(accuracyM) })}
            </span>
          ) : null}
        </Fact>
      ) : null}
    </dl>
  )
}

/** A heartbeat this much later than the fix says something of its own. */
const HEARD_APART_MS = 60_000
