// What journeys of share links need: the dialog that makes one, its card in the list, and strangers' phones.

import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test'
import { demo, enter, expect, expectAccessible, push, sandbox, VIEWPORTS } from './fixtures'

/** A closed page follows within this, also over several processes. */
export const CLOSED_WITHIN_MS = 5_000

/** A run that was broken off leaves its links behind, so each has names of its own. */
export const RUN = Date.now().toString(36)

/** A note of one journey alone, also when it is walked again. */
export const noteOf = (what: string) => `e2e ${what} ${Date.now().toString(36)}`

export const dialog = (page: Page) => page.locator('dialog[open]')

/** A stranger's phone: no session, and nothing of the app. */
export async function phoneOf(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const look = { viewport: VIEWPORTS.phone, isMobile: true, hasTouch: true }
  const context = await browser.newContext({ ...look, ...options })
  return context.newPage()
}

/** Opens the dialog on the card of a vehicle on the map. */
export async function openDialog(page: Page, vehicle: { id: string }): Promise<Locator> {
  await page.goto(`${demo().url}/map?device=${vehicle.id}`)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(dialog(page).getByRole('button', { name: 'Make link' })).toBeEnabled()
  return dialog(page)
}

/** Makes the link and answers its address. The note finds it in the list again. */
export async function make(page: Page, note: string): Promise<string> {
  const box = dialog(page)
  await box.getByLabel('Your note (optional)').fill(note)
  await box.getByRole('button', { name: 'Make link' }).click()
  const address = box.getByLabel('Address', { exact: true })
  await expect(address).toBeVisible()
  const url = await address.inputValue()
  await box.getByRole('button', { name: 'Done' }).click()
  await expect(dialog(page)).toHaveCount(0)
  return url
}

export const cardOf = (page: Page, note: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: note, exact: true }) })

export async function revoke(page: Page, note: string): Promise<void> {
  await cardOf(page, note).getByRole('button', { name: 'Revoke', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Revoke link' }).click()
  await expect(cardOf(page, note).getByText('Revoked', { exact: true })).toBeVisible()
}

/** A fix of now as the vendor pushes it, of a vehicle under way unless told. */
export function fixOf({ imei }: { imei: string }, at: { lat: number; lng: number }, gpsSpeed = 33) {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const acc = gpsSpeed > 0 ? 1 : 0
  const place = { ...at, satelliteNum: 9, gpsSpeed, direction: 90, acc, postType: 1, gpsMode: 0 }
  return { deviceImei: imei, gpsTime: time, gateTime: time, ...place }
}

/** Has a vehicle tell again and again where it is, as devices do, until the visitor's page shows it. */
export async function reportUntil(report: () => object, shown: Locator): Promise<void> {
  await expect(async () => {
    await push('pushgps', [report()])
    await expect(shown).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 20_000 })
}

/** Ends a link made in a journey, from whatever page is open. */
export async function revokeAnew(page: Page, note: string): Promise<void> {
  await enter(page, '/sharing')
  await revoke(page, note)
}

/** Everything a holder of the address gets: the page, what polling gets, the trail, and the stream until `until` is in it. */
export async function answersOf(url: string, until: string): Promise<string> {
  const leaving = new AbortController()
  const answers = await Promise.all(
    ['', '/now', '/trail'].map(async (path) => (await fetch(url + path)).text()),
  )
  const stream = await fetch(`${url}/live`, { signal: leaving.signal })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let events = ''
  for (let isOver = reader === undefined; !isOver && !events.includes(until); ) {
    const part = await reader?.read()
    isOver = part?.done !== false
    events += part?.value ?? ''
  }
  leaving.abort()
  return [...answers, events].join('\n')
}

/** Nothing to complain about for who sees badly, and nothing wider than the phone. */
export async function expectGoodOnPhone(phone: Page): Promise<void> {
  await expectAccessible(phone)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(VIEWPORTS.phone.width)
}

/** How often the stand-in for the vendor was asked for this. */
export async function vendorCallsOf(method: string): Promise<number> {
  const stats = await (await fetch(`${sandbox().controlUrl}/stats`)).json()
  return (stats as { calls: Record<string, number> }).calls[method] ?? 0
}
