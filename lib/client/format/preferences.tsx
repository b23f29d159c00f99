'use client'
// How the signed-in person reads quantities and times, from the profile. Outside a profile it is metric and the zone of
// the browser.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { DEFAULT_PREFERENCES, type Preferences } from '@/lib/domain/preferences'
import type { WeekStart } from '@/lib/domain/time'
import type { TemperatureUnit, UnitSystem, VolumeUnit } from '@/lib/domain/units'

/** `timeZone` undefined means the browser's own. */
export type FormatPreferences = {
  units: UnitSystem
  volumeUnit: VolumeUnit
  temperatureUnit: TemperatureUnit
  weekStart: WeekStart
  timeZone: string | undefined
}

const PreferencesContext = createContext(asFormats(DEFAULT_PREFERENCES))

/** Sets units, time zone and week for everything below. */
export function FormatPreferencesProvider({ value, children }: { value: Preferences; children: ReactNode }) {
  const { unitSystem, volumeUnit, temperatureUnit, weekStart, timeZone } = value
  const preferences = useMemo(
    () => asFormats({ unitSystem, volumeUnit, temperatureUnit, weekStart, timeZone }),
    [unitSystem, volumeUnit, temperatureUnit, weekStart, timeZone],
  )
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>
}

/** The preferences of the nearest provider, the same object until they change. */
export function useFormatPreferences(): FormatPreferences {
  return useContext(PreferencesContext)
}

/**
 * The zone that days of the reader begin and end in: the one chosen, or the browser's own. On the server that would be the
 * server's, so ask in what renders in the browser only.
 */
export function useTimeZone(): string {
  const { timeZone } = useFormatPreferences()
  return timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

function asFormats({ unitSystem, timeZone, ...rest }: Preferences): FormatPreferences {
  return { ...rest, units: unitSystem, timeZone: timeZone ?? undefined }
}
