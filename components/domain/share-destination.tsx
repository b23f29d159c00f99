'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { latePart } from '@/components/ui/late-part'
import { Skeleton } from '@/components/ui/skeleton'
import { readDegrees, type ShareForm } from './share-draft'
import { ShareCheck, ShareInput, SharePart } from './share-inputs'

// A map weighs more than the whole dialog.
const SharePickMap = latePart(() => import('./share-pick-map').then((module) => module.SharePickMap), {
  waiting: () => <Skeleton className="h-56 w-full rounded" />,
})

type Props = { form: ShareForm; onChange: (part: Partial<ShareForm>) => void; problem: string | null }

/** Where the vehicles go: typed in degrees, or picked on a map. */
export function ShareDestination({ form, onChange, problem }: Props) {
  const t = useTranslations('share.form')
  const [isPicking, setPicking] = useState(false)
  const [lat, lng] = [readDegrees(form.lat, 90), readDegrees(form.lng, 180)]
  return (
    <SharePart title={t('destination')} part="destination" problem={problem}>
      <ShareCheck
        label={t('hasDestination')}
        checked={form.hasDestination}
        onChange={(event) => onChange({ hasDestination: event.target.checked })}
      />
      {form.hasDestination ? (
        <>
          <ShareInput
            label={t('label')}
            hint={t('labelHint')}
            maxLength={80}
            value={form.label}
            onChange={(event) => onChange({ label: event.target.value })}
          />
          <div className="flex flex-wrap items-end gap-2">
            <ShareInput
              label={t('lat')}
              inputMode="decimal"
              value={form.lat}
              className="w-32"
              onChange={(event) => onChange({ lat: event.target.value })}
            />
            <ShareInput
              label={t('lng')}
              inputMode="decimal"
              value={form.lng}
              className="w-32"
              onChange={(event) => onChange({ lng: event.target.value })}
            />
            <Button aria-pressed={isPicking} onClick={() => setPicking(!isPicking)}>
              {t('pick')}
            </Button>
          </div>
          {isPicking ? (
            <SharePickMap
              label={t('pickMap')}
              place={lat === null || lng === null ? null : { lat, lng }}
              vehicleId={form.vehicles[0]?.id ?? null}
              onPick={(at) => onChange({ lat: at.lat.toFixed(5), lng: at.lng.toFixed(5) })}
            />
          ) : null}
        </>
      ) : null}
    </SharePart>
  )
}
