'use client'

import { useTranslations } from 'next-intl'
import { ChoiceGroup } from '@/components/ui/choice-group'
import type { Preferences } from '@/lib/domain/preferences'
import { WEEK_STARTS } from '@/lib/domain/time'
import { TEMPERATURE_UNITS, UNIT_SYSTEMS, VOLUME_UNITS } from '@/lib/domain/units'

export type ChoicesProps = { value: Preferences; onChange: (part: Partial<Preferences>) => void }

export function UnitChoices({ value, onChange }: ChoicesProps) {
  const t = useTranslations('preferences')
  return (
    <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
      <ChoiceGroup
        label={t('unitSystem')}
        value={value.unitSystem}
        options={UNIT_SYSTEMS.map((each) => ({ value: each, label: t(`unitSystems.${each}`) }))}
        onChange={(unitSystem) => onChange({ unitSystem })}
      />
      <ChoiceGroup
        label={t('volumeUnit')}
        value={value.volumeUnit}
        options={VOLUME_UNITS.map((each) => ({ value: each, label: t(`volumeUnits.${each}`) }))}
        onChange={(volumeUnit) => onChange({ volumeUnit })}
      />
      <ChoiceGroup
        label={t('temperatureUnit')}
        value={value.temperatureUnit}
        options={TEMPERATURE_UNITS.map((each) => ({ value: each, label: t(`temperatureUnits.${each}`) }))}
        onChange={(temperatureUnit) => onChange({ temperatureUnit })}
      />
    </div>
  )
}

export function WeekChoice({ value, onChange }: ChoicesProps) {
  const t = useTranslations('preferences')
  return (
    <ChoiceGroup
      label={t('weekStart')}
      value={value.weekStart}
      options={WEEK_STARTS.map((each) => ({ value: each, label: t(`weekStarts.${each}`) }))}
      onChange={(weekStart) => onChange({ weekStart })}
    />
  )
}
