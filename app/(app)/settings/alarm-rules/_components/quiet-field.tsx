'use client'

import { useTranslations } from 'next-intl'
import { ChoiceGroup } from '@/components/ui/choice-group'
import type { QuietHours } from '@/lib/domain/alarm-rules-hours'
import { Check } from './field'
import { HoursField } from './hours-field'

const NEW_QUIET: QuietHours = {
  spans: [{ days: [0, 1, 2, 3, 4, 5, 6], fromMin: 22 * 60, toMin: 7 * 60 }],
  mode: 'hold',
  criticalBreaksThrough: true,
}

export type QuietFieldProps = { quiet: QuietHours | null; onChange: (quiet: QuietHours | null) => void }

/** Hours in which nothing disturbs: when, what becomes of what falls into them, and what comes through all the same. */
export function QuietField({ quiet, onChange }: QuietFieldProps) {
  const t = useTranslations('notify.form')
  return (
    <div className="space-y-3">
      <Check
        label={t('quietOn')}
        isOn={quiet !== null}
        onChange={(isOn) => onChange(isOn ? NEW_QUIET : null)}
      />
      {quiet === null ? null : (
        <div className="space-y-4 border-s-2 border-line ps-4">
          <HoursField
            spans={quiet.spans}
            onChange={(spans) => onChange(spans.length === 0 ? null : { ...quiet, spans })}
          />
          <ChoiceGroup
            label={t('quietMode')}
            value={quiet.mode}
            options={[
              { value: 'hold', label: t('quietHold') },
              { value: 'drop', label: t('quietDrop') },
            ]}
            onChange={(mode) => onChange({ ...quiet, mode })}
          />
          <Check
            label={t('quietCritical')}
            isOn={quiet.criticalBreaksThrough}
            onChange={(criticalBreaksThrough) => onChange({ ...quiet, criticalBreaksThrough })}
          />
        </div>
      )}
    </div>
  )
}
