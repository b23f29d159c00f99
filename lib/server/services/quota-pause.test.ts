import { expect, test } from 'vitest'
import { JimiApiError } from '@/lib/jimi/errors'
import { manualClock } from '@/tests/live/manual-clock'
import { QuotaPause } from './quota-pause'

const NOON_MS = Date.parse('2026-03-01T12:00:00Z')
const refusal = (vendorMessage: string) =>
  new JimiApiError({ code: 1006, method: 'jimi.user.device.location.list', vendorMessage })
const daily = refusal('Request frequency is too high today!')
const short = refusal('Illegal access, too frequently request!')

test('a daily quota is respected until the next UTC day of the vendor, and no longer', async () => {
  const clock = manualClock(NOON_MS)
  const pause = new QuotaPause(clock)
  // The vendor's clock is a quarter of an hour ahead, so its day ends so much earlier.
  pause.noteRefusal(daily, NOON_MS + 900_000)
  await clock.advance(12 * 3_600_000 - 900_000)
  expect(pause.current()?.reason).toBe('Request frequency is too high today!')
  // Half of the minute over which calls are spread, as the clock's chance is one half.
  await clock.advance(30_000)
  expect(pause.current()).toBeNull()
})

test('a short refusal silences for seconds, a repeated one for longer each time, and success starts over', async () => {
  const clock = manualClock(NOON_MS)
  const pause = new QuotaPause(clock)
  const silences: number[] = []
  const refuse = async () => {
    pause.noteRefusal(short, clock.now())
    const silenceMs = (pause.current()?.untilMs ?? 0) - clock.now()
    silences.push(silenceMs)
    await clock.advance(silenceMs)
  }
  for (let time = 0; time < 3; time += 1) await refuse()
  pause.noteSuccess()
  await refuse()
  // Half way between 5 s and 5 s * 2^failures.
  expect(silences).toEqual([7_500, 12_500, 22_500, 7_500])
})

test('calls that left together count as one refusal, and a late success does not end the silence', () => {
  const pause = new QuotaPause(manualClock(NOON_MS))
  for (let call = 0; call < 3; call += 1) pause.noteRefusal(short, NOON_MS)
  pause.noteSuccess()
  expect(pause.current()?.untilMs).toBe(NOON_MS + 7_500)
})
