import { isDayKey } from '@/lib/domain/time'

/** A day as typed, or what is wrong with it. `today` is the reader's; cameras have recorded nothing after it. */
export function readDay(text: string, today: string): { day: string } | { problem: 'noDay' | 'future' } {
  if (!isDayKey(text)) return { problem: 'noDay' }
  return text > today ? { problem: 'future' } : { day: text }
}
