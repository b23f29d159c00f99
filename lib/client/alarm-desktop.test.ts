import { beforeEach, expect, test, vi } from 'vitest'
import { createDesktopNotices, type DesktopNotice } from './alarm-desktop'

const shown: { title: string; options?: NotificationOptions }[] = []

function makeApi(answer: NotificationPermission, now: NotificationPermission = 'default') {
  class FakeNotification {
    static permission: NotificationPermission = now
    onclick: (() => void) | null = null
    close() {}
    static async requestPermission() {
      FakeNotification.permission = answer
      return answer
    }
    constructor(title: string, options?: NotificationOptions) {
      shown.push({ title, options })
    }
  }
  return FakeNotification
}

const notice: DesktopNotice = { id: 'a', title: 'Critical: SOS', body: 'Van 2', onOpen: () => undefined }

beforeEach(() => {
  shown.length = 0
  const kept = new Map<string, string>()
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  })
})

test('nothing shows until it is wanted, and then only while nobody looks', async () => {
  let isHidden = true
  const notices = createDesktopNotices({ api: makeApi('granted'), isHidden: () => isHidden })
  notices.show(notice)
  expect(notices.get()).toBe('off')
  await notices.setWanted(true)
  expect(notices.get()).toBe('on')
  notices.show(notice)
  isHidden = false
  notices.show(notice)
  expect(shown.map(({ title, options }) => [title, options?.tag])).toEqual([['Critical: SOS', 'a']])
  await notices.setWanted(false)
  isHidden = true
  notices.show(notice)
  expect(shown).toHaveLength(1)
})

test('the wish outlives the visit; a no of the browser counts more', async () => {
  const first = createDesktopNotices({ api: makeApi('granted'), isHidden: () => true })
  await first.setWanted(true)
  expect(createDesktopNotices({ api: makeApi('granted', 'granted') }).get()).toBe('on')
  expect(createDesktopNotices({ api: makeApi('denied', 'denied') }).get()).toBe('denied')
  const refused = createDesktopNotices({ api: makeApi('denied'), isHidden: () => true })
  await refused.setWanted(true)
  expect(refused.get()).toBe('denied')
  refused.show(notice)
  expect(shown).toEqual([])
})

test('a browser without notices says so', async () => {
  const notices = createDesktopNotices({ api: null })
  await notices.setWanted(true)
  expect(notices.get()).toBe('unsupported')
})
