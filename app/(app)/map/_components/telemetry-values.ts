const SIGNAL_LEVELS = ['0', '1', '2', '3', '4'] as const
export type SignalLevel = (typeof SIGNAL_LEVELS)[number]

/** The vendor's signal level as a word of ours; null when unknown or outside its scale. */
export function signalLevelOf(level: number | null): SignalLevel | null {
  return level === null ? null : (SIGNAL_LEVELS[level] ?? null)
}

/** Percent and volts come in the same field. A fraction is surely volts; a whole number may be either. */
export function externalPowerOf(value: number | null): { value: number; unit: 'volts' | 'unclear' } | null {
  if (value === null) return null
  return { value, unit: Number.isInteger(value) ? 'unclear' : 'volts' }
}
