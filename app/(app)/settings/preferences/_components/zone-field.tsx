'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useMemo } from 'react'
import { Combobox } from '@/components/ui/combobox'
import { isZoneMatch, listZones } from '@/lib/client/time-zones'
import { useHydrated } from '@/lib/client/use-hydrated'

export type ZoneFieldProps = {
  value: string
  onChange: (value: string) => void
  isWrong: boolean
  inputRef: RefObject<HTMLInputElement | null>
}

/** The time zone by name; left empty, it is that of the device one looks with. */
export function ZoneField({ value, onChange, isWrong, inputRef }: ZoneFieldProps) {
  const t = useTranslations('preferences')
  const isHydrated = useHydrated()
  const options = useMemo(
    () =>
      isHydrated ? listZones(new Date()).map(({ id, offset }) => ({ id, label: id, detail: offset })) : [],
    [isHydrated],
  )
  const own = isHydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : ''
  return (
    <Combobox
      key={String(isHydrated)}
      inputRef={inputRef}
      label={t('timeZone')}
      openLabel={t('showZones')}
      value={value}
      onChange={onChange}
      options={options}
      matches={isZoneMatch}
      placeholder={own === '' ? '' : t('ownZone', { zone: own })}
      hint={t('zoneHint')}
      problem={isWrong ? t('problems.zone', { zone: value.trim().slice(0, 60) }) : undefined}
    />
  )
}
