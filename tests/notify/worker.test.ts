import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

const ORIGIN = 'https://fleet.example'

/** What is shown of a message that comes by push; null where none came with it. */
async function push(message: object | null): Promise<{ title: string; icon: string }> {
  let shown = { title: '', icon: '' }
  const listeners = new Map<string, (event: object) => void>()
  const self = {
    location: { origin: ORIGIN, hostname: 'fleet.example' },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    registration: {
      showNotification: async (title: string, { icon }: { icon: string }) => {
        shown = { title, icon }
      },
    },
  }
  runInContext(readFileSync('public/sw.js', 'utf8'), createContext({ self, URL }))
  let work: unknown
  const waitUntil = (promise: unknown) => {
    work = promise
  }
  listeners.get('push')?.({ data: message && { json: () => message }, waitUntil })
  await work
  return shown
}

test('a notification has the icon that came with it, if it is a picture of this host', async () => {
  const message = { title: 'Overspeed', body: '', tag: '7', path: '/alarms' }
  expect(await push({ ...message, icon: '/api/branding/abc' })).toEqual({
    title: 'Overspeed',
    icon: '/api/branding/abc',
  })
  for (const icon of [undefined, '//evil.example/a.png', 'https://evil.example/a.png'])
    expect((await push({ ...message, icon })).icon).toBe('/icons/icon-192.png')
})

test('a push that cannot be read is told in the name of the host, whose people know no other', async () => {
  expect((await push(null)).title).toBe('fleet.example')
})

/** What a click on a notification does to the windows at these addresses. */
async function click(open: readonly string[], path: string): Promise<string[]> {
  const done: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  const pages = open.map((url) => ({
    url,
    focus: async () => undefined,
    navigate: async (to: string) => done.push(`${url} goes to ${to}`),
  }))
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    clients: { matchAll: async () => pages, openWindow: async (to: string) => done.push(`opens ${to}`) },
  }
  runInContext(readFileSync('public/sw.js', 'utf8'), createContext({ self, URL }))
  let work: unknown
  const waitUntil = (promise: unknown) => {
    work = promise
  }
  listeners.get('notificationclick')?.({
    notification: { close: () => undefined, data: { path } },
    waitUntil,
  })
  await work
  return done
}

test('a click on a notification leads a page of alarms on, and leaves what is typed in any other', async () => {
  const form = `${ORIGIN}/settings/alarm-rules?rule=new`
  const path = '/alarms?alarm=7'
  expect(await click([form], path)).toEqual([`opens ${ORIGIN}${path}`])
  expect(await click([], path)).toEqual([`opens ${ORIGIN}${path}`])
  const list = `${ORIGIN}/alarms?state=open`
  expect(await click([form, list], path)).toEqual([`${list} goes to ${ORIGIN}${path}`])
})
