import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

const ORIGIN = 'https://fleet.example'

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
