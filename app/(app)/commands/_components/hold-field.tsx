'use client'

import { useTranslations } from 'next-intl'
import { HOLD_HOURS, type HoldHours } from '@/lib/domain/command'
import { SelectInput } from './field'

export type HoldFieldProps = {
  value: HoldHours | null
  /** The vendor has a queue of its own for this command. */
  isQueueable: boolean
  onChange: (hours: HoldHours | null) => void
}

/** What is done if the device is offline: kept here for a while, or told at once all the same. */
export function HoldField({ value, isQueueable, onChange }: HoldFieldProps) {
  const t = useTranslations('commands.compose')
  const hint = value !== null ? t('holdHint') : isQueueable ? t('queueable') : t('noHoldHint')
  return (
    <SelectInput
      label={t('hold')}
      hint={hint}
      value={value ?? 0}
      onChange={(event) => onChange(HOLD_HOURS.find((hours) => hours === Number(event.target.value)) ?? null)}
    >
      {HOLD_HOURS.map((hours) => (
        <option key={hours} value={hours}>
          {t(`holdFor.${hours}`)}
        </option>
      ))}
      <option value={0}>{t('noHold')}</option>
    </SelectInput>
  )
}
