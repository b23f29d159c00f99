import { expect, test, vi } from 'vitest'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { createAlarmFeed, TOASTS_SHOWN } from './alarm-feed'

function alarm(id: string, severity: LiveAlarm['severity'] = 'warning'): LiveAlarm {
  const where = { lat: null, lng: null, speedKph: null }
  return { id, deviceId: 'v1', code: '1', name: 'SOS alert', severity, startedAtMs: 0, ...where }
}

const ids = (alarms: readonly LiveAlarm[]) => alarms.map(({ id }) => id)

test('new alarms stand on top, are counted once, and are read when somebody looks', () => {
  const feed = createAlarmFeed()
  expect(ids(feed.take([alarm('a'), alarm('b')]))).toEqual(['a', 'b'])
  expect(ids(feed.take([alarm('b'), alarm('c')]))).toEqual(['c'])
  expect(ids(feed.get().alarms)).toEqual(['c', 'b', 'a'])
  expect(feed.get().unread).toBe(3)
  feed.markRead()
  expect(feed.get().unread).toBe(0)
})

test('critical alarms show before newer warnings, the rest is counted, and notes call nobody', () => {
  const feed = createAlarmFeed()
  feed.take([alarm('x', 'critical'), alarm('a'), alarm('n', 'info'), alarm('b'), alarm('c')])
  expect(ids(feed.get().toasts)).toEqual(['x', 'c', 'b'])
  expect(feed.get().moreToasts).toBe(1)
  feed.dismiss('x')
  expect(ids(feed.get().toasts)).toEqual(['c', 'b', 'a'])
  feed.dismissAll()
  expect(feed.get()).toMatchObject({ toasts: [], moreToasts: 0, unread: 4 })
})

test('a flood keeps the last few only', () => {
  const feed = createAlarmFeed()
  feed.take(Array.from({ length: 1000 }, (_, index) => alarm(`${index}`)))
  expect(feed.get().alarms).toHaveLength(50)
  expect(feed.get().alarms[0]?.id).toBe('999')
  expect(feed.get().toasts).toHaveLength(TOASTS_SHOWN)
  expect(feed.get().unread).toBe(1000)
})

test('listeners hear of changes only, and the view is the same object in between', () => {
  const feed = createAlarmFeed()
  const heard = vi.fn()
  const leave = feed.subscribe(heard)
  feed.take([alarm('a')])
  const view = feed.get()
  feed.take([alarm('a')])
  feed.dismiss('nobody')
  expect(feed.get()).toBe(view)
  leave()
  feed.markRead()
  expect(heard).toHaveBeenCalledTimes(1)
})
