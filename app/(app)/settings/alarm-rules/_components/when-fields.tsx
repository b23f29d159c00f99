'use client'

import { useTranslations } from 'next-intl'
import { useId, useMemo } from 'react'
import { listZones } from '@/lib/client/time-zones'
import { Check, Field, Part } from './field'
import { HoursField, NEW_SPAN } from './hours-field'
import type { PartProps } from './rule-form'

/** When a rule holds, how long an alarm must last, and by whose clock. */
export function WhenFields({ state, wordsOf }: PartProps) {
  const t = useTranslations('notify.form')
  const { hours, timeZone } = state.draft.definition
  return (
    <>
      <Part title={t('hours')} problem={wordsOf('hours')}>
        <div className="flex flex-wrap gap-x-5">
          <Check
            type="radio"
            name="hours"
            label={t('anytime')}
            isOn={hours === null}
            onChange={() => state.change({ hours: null })}
          />
          <Check
            type="radio"
            name="hours"
            label={t('someHours')}
            isOn={hours !== null}
            onChange={() => state.change({ hours: [NEW_SPAN] })}
          />
        </div>
        {hours === null ? null : (
          <HoursField spans={hours} onChange={(next) => state.change({ hours: next })} />
        )}
      </Part>
      <ZoneSelect value={timeZone} onChange={(zone) => state.change({ timeZone: zone })} />
      <Field
        label={t('duration')}
        hint={t('durationHint')}
        unit={t('minutes')}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0"
        value={state.texts.duration}
        problem={wordsOf('duration')}
        onChange={(event) => state.type({ duration: event.target.value })}
        className="max-w-md [&_input]:max-w-28"
      />
    </>
  )
}

function ZoneSelect({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const t = useTranslations('notify.form')
  const id = useId()
  const zones = useMemo(() => {
    const known = listZones(new Date()).map((zone) => zone.id)
    return known.includes(value) ? known : [value, ...known]
  }, [value])
  return (
    <div className="flex max-w-md flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {t('zone')}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 rounded border border-line-strong bg-panel px-2 text-base hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg"
      >
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </select>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {t('zoneHint')}
      </p>
    </div>
  )
}
