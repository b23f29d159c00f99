// The pages that are measured, each with what must be there: a long track is stored and a link is made for two of them.

import type { Browser } from '@playwright/test'
import type { DemoWorld } from './demo-world'
import type { PageToVisit } from './page-visit'

export const PAGE_NAMES = ['sign-in', 'map', 'alarms', 'replay', 'share'] as const
export type PageName = (typeof PAGE_NAMES)[number]

/** What each page is visited for. `usable` is the moment at which its main part answers. */
export async function pageToVisit(
  name: PageName,
  world: DemoWorld,
  { browser, origin, points }: { browser: Browser; origin: string; points: number },
): Promise<PageToVisit> {
  const page = { draws: false, cookies: world.cookies }
  switch (name) {
    case 'sign-in': {
      const wanted = { readable: { selector: 'form' }, usable: { selector: 'form', hasHandlers: true } }
      return { ...page, url: `${origin}/login`, wanted, cookies: [] }
    }
    case 'map': {
      const wanted = { usable: { selector: '[role=listbox] [role=option]', hasHandlers: true } }
      return { ...page, url: `${origin}/map`, wanted, draws: true }
    }
    case 'alarms': {
      const wanted = { usable: { selector: '[role=listbox] [data-alarm]', hasHandlers: true } }
      return { ...page, url: `${origin}/alarms`, wanted }
    }
    case 'replay': {
      const wanted = { usable: { selector: 'input[type=range]', hasHandlers: true } }
      return { ...page, url: origin + (await storedTrack(world, points)), wanted, draws: false }
    }
    case 'share': {
      const wanted = {
        readable: { selector: '.vehicle .place' },
        usable: { selector: '#net.live' },
        drawn: { selector: '.pin' },
      }
      return { ...page, url: origin + (await madeLink(browser, world)), wanted, cookies: [] }
    }
  }
}

const ITEMS_A_POST = 50
const POSTS_AT_ONCE = 8
const HOUR_MS = 3_600_000

/** Stores a fix a second of one vehicle, up to an hour ago, and answers the address of their replay. */
async function storedTrack({ push, vehicles }: DemoWorld, points: number): Promise<string> {
  const vehicle = vehicles.at(-1)
  if (!vehicle) throw new Error('There is no vehicle.')
  const endMs = Math.floor((Date.now() - HOUR_MS) / 60_000) * 60_000
  const startMs = endMs - points * 1000
  const posts = Array.from({ length: Math.ceil(points / ITEMS_A_POST) }, (_, post) => post * ITEMS_A_POST)
  const sender = async () => {
    for (let first = posts.shift(); first !== undefined; first = posts.shift()) {
      const start = first
      const count = Math.min(ITEMS_A_POST, points - start)
      const items = Array.from({ length: count }, (_, index) => fixOf(vehicle.imei, startMs, start + index))
      await push('pushgps', items)
    }
  }
  await Promise.all(Array.from({ length: POSTS_AT_ONCE }, sender))
  const minute = (atMs: number) => new Date(atMs).toISOString().slice(0, 16).concat('Z')
  return `/replay?v=${vehicle.id}&from=${minute(startMs)}&to=${minute(endMs)}`
}

/** A drive in growing loops at 30 to 60 km/h, with a stand of five minutes every hour. */
function fixOf(deviceImei: string, startMs: number, index: number) {
  const driven = Math.floor(index / 3600) * 3300 + Math.min(index % 3600, 3300)
  const angle = driven / 400
  const radius = 0.02 + driven / 4e6
  const time = new Date(startMs + index * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const isDriving = index % 3600 < 3300
  return {
    deviceImei,
    gpsTime: time,
    gateTime: time,
    lat: Number((48.2 + radius * Math.sin(angle)).toFixed(6)),
    lng: Number((16.37 + 1.5 * radius * Math.cos(angle)).toFixed(6)),
    satelliteNum: 9,
    gpsSpeed: isDriving ? 30 + (index % 31) : 0,
    direction: Math.round((angle * 180) / Math.PI) % 360,
    acc: isDriving ? 1 : 0,
    postType: 1,
    gpsMode: 0,
  }
}

/** Makes a link of one vehicle as a person does, and answers its path. */
async function madeLink(browser: Browser, { url, cookies, vehicles }: DemoWorld): Promise<string> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  try {
    await context.addCookies(cookies)
    const page = await context.newPage()
    await page.goto(`${url}/map?device=${vehicles[0]?.id}`)
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByRole('button', { name: 'Make link' }).click()
    const address = await dialog.getByLabel('Address', { exact: true }).inputValue()
    return new URL(address).pathname
  } finally {
    await context.close()
  }
}
