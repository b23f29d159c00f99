'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useTimeZone } from '@/lib/client/format/preferences'
import { SHARE_PRESETS_MIN, type SHARE_UNITS_MIN, type ShareForm, type ShareProblem } from './share-draft'
import { SHARE_CONTROL, ShareInput, SharePart } from './share-inputs'

type Props = {
  form: ShareForm
  onChange: (part: Partial<ShareForm>) => void
  problemOf: (part: ShareProblem) => string | null
}

/** When a link begins and how long it lives. */
export function ShareTimes({ form, onChange, problemOf }: Props) {
  const t = useTranslations('share.form')
  const zone = useTimeZone()
  const isCustom = form.durationMin === null
  return (
    <>
      <SharePart title={t('start')} part="startsAt">
        <div className="flex flex-wrap items-center gap-1.5">
          <Button size="sm" aria-pressed={!form.isLater} onClick={() => onChange({ isLater: false })}>
            {t('now')}
          </Button>
          <Button size="sm" aria-pressed={form.isLater} onClick={() => onChange({ isLater: true })}>
            {t('later')}
          </Button>
        </div>
        {form.isLater ? (
          <ShareInput
            label={t('startAt', { zone })}
            type="datetime-local"
            value={form.start}
            problem={problemOf('startsAt')}
            className="max-w-64"
            onChange={(event) => onChange({ start: event.target.value })}
          />
        ) : null}
      </SharePart>
      <SharePart title={t('duration')} part="durationMin" problem={problemOf('durationMin')}>
        <div className="flex flex-wrap items-center gap-1.5">
          {SHARE_PRESETS_MIN.map((minutes) => (
            <Button
              key={minutes}
              size="sm"
              aria-pressed={form.durationMin === minutes}
              onClick={() => onChange({ durationMin: minutes })}
            >
              {t(`presets.${minutes}`)}
            </Button>
          ))}
          <Button size="sm" aria-pressed={isCustom} onClick={() => onChange({ durationMin: null })}>
            {t('custom')}
          </Button>
        </div>
        {isCustom ? (
          <div className="flex items-end gap-2">
            <ShareInput
              label={t('amount')}
              inputMode="numeric"
              value={form.customAmount}
              className="w-24"
              onChange={(event) => onChange({ customAmount: event.target.value })}
            />
            <select
              aria-label={t('unit')}
              value={form.customUnit}
              onChange={(event) => {
                const unit = UNITS.find((known) => known === event.target.value)
                if (unit) onChange({ customUnit: unit })
              }}
              className={`${SHARE_CONTROL} max-w-40`}
            >
              {UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {t(`units.${unit}`)}
                </option>
              ))}
            </select>
          </div>
        ) : null}
      </SharePart>
    </>
  )
}

const UNITS = ['minutes', 'hours', 'days'] as const satisfies readonly (keyof typeof SHARE_UNITS_MIN)[]
