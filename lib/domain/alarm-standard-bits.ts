// The mask of JT/T 808's standard alarm (code 256): what its bits mean, and how urgent a mask is.
// From bit 15 on, receivers in production read other meanings than the norm prints; theirs stand here.

import type { AlarmRule } from './alarm-severity'

/** The meaning of each bit. Bits 16 and 17 are not assigned. */
export const STANDARD_ALARM_BITS: Readonly<Record<number, string>> = {
  0: 'SOS',
  1: 'Overspeed',
  2: 'Driver fatigue',
  3: 'Danger ahead',
  4: 'GNSS module fault',
  5: 'GNSS antenna not connected',
  6: 'GNSS antenna short circuit',
  7: 'Main power low',
  8: 'Main power cut',
  9: 'Display fault',
  10: 'Voice output fault',
  11: 'Camera fault',
  12: 'Card reader fault',
  13: 'Overspeed ahead',
  14: 'Fatigue ahead',
  15: 'Driven too long today',
  18: 'Overspeed ahead',
  19: 'Geofence entered or left',
  20: 'Off the route',
  21: 'Time on the road',
  22: 'Speed sensor fault',
  23: 'Fuel abnormal',
  24: 'Vehicle stolen',
  25: 'Ignition without permission',
  26: 'Moved without permission',
  27: 'Collision ahead',
  28: 'Rollover ahead',
  29: 'Door opened without permission',
  30: 'Rollover ahead',
  31: 'Door opened without permission',
}

/** The set bits of a mask, ascending. */
export function bitsOfMask(mask: number): number[] {
  return Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((mask >>> bit) & 1) === 1)
}

/** The mask with these bits set, as a number without a sign. */
export function maskOfBits(bits: readonly number[]): number {
  return bits.reduce((mask, bit) => (mask | (1 << bit)) >>> 0, 0)
}

/**
 * The rule for a mask. Only bits on whose meaning all agree decide: an SOS or a cut supply is critical; speed, fatigue,
 * danger and low power are warnings.
 */
export function ruleOfStandardBits(bits: readonly number[]): AlarmRule {
  if (bits.includes(0)) return 'life'
  if (bits.includes(8)) return 'theft'
  if ([1, 2, 3].some((bit) => bits.includes(bit))) return 'risk'
  return bits.includes(7) ? 'supply' : 'event'
}
