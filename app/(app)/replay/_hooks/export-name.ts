import { dayKey } from '@/lib/domain/time'

/** "milepost-2026-01-15.gpx": the day is the one the reader saw the replay begin on. */
export function exportName(fromMs: number, zone: string, extension: string): string {
  return `milepost-${dayKey(new Date(fromMs), zone)}.${extension}`
}
