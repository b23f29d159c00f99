'use client'
// How the signed-in person reads quantities. The browser decides until a profile says otherwise.

import { createContext, type ReactNode, useContext } from 'react'
import type { UnitSystem } from '@/lib/domain/units'

/** `timeZone` undefined means the browser's own. */
export type FormatPreferences = { units: UnitSystem; timeZone?: string }

const PreferencesContext = createContext<FormatPreferences>({ units: 'metric' })

/** Sets units and time zone for everything below. */
export function FormatPreferencesProvider(props: { value: FormatPreferences; children: ReactNode }) {
  return <PreferencesContext value={props.value}>{props.children}</PreferencesContext>
}

/** The preferences of the nearest provider; metric and the browser's zone without one. */
export function useFormatPreferences(): FormatPreferences {
  return useContext(PreferencesContext)
}
