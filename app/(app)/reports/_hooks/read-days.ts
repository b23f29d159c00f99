import { MAX_REPORT_DAYS } from '@/lib/domain/api/reports'
import { addDaysToKey, isDayKey } from '@/lib/domain/time'

export type DayProblem = 'noDay' | 'backwards' | 'future' | 'tooLong'

/** Two days as typed, both inclusive, or what is wrong with which of them. `today` is the reader's. */
export function readDays(
  { from, to }: { from: string; to: string },
  today: string,
): { from: string; to: string } | { field: 'from' | 'to'; problem: DayProblem } {
  if (!isDayKey(from)) return { field: 'from', problem: 'noDay' }
  if (!isDayKey(to)) return { field: 'to', problem: 'noDay' }
  if (from > today) return { field: 'from', problem: 'future' }
  if (to < from) return { field: 'to', problem: 'backwards' }
  if (to > addDaysToKey(from, MAX_REPORT_DAYS - 1)) return { field: 'to', problem: 'tooLong' }
  return { from, to }
}
