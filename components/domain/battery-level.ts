/** At or below this a device battery is marked low. */
export const BATTERY_LOW_PERCENT = 20

/** Whether a known level is low; -1 (unknown) is not. */
export function isBatteryLow(percent: number): boolean {
  return percent >= 0 && percent <= BATTERY_LOW_PERCENT
}
