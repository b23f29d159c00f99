import type { Page } from '@playwright/test'
import { vehiclesOf } from './command-fixtures'
import { enter, expect, keepScreenshot, loginOf, signIn, test } from './fixtures'
import {
  answersOf,
  expectGoodOnPhone,
  fixOf,
  make,
  noteOf,
  openDialog,
  phoneOf,
  reportUntil,
  revokeAnew,
} from './share-fixtures'

const HOME = { lat: 12.3456, lng: 34.5678 }
/** More than two kilometres off, and so outside of the zone's 500 m. */
const ROAD = { lat: 12.3636, lng: 34.5789 }

async function drawZone(page: Page, name: string): Promise<void> {
  await enter(page, '/fences', loginOf('dispatcher'))
  await page.getByRole('button', { name: 'New', exact: true }).click()
  for (const [label, value] of [
    ['Name', name],
    ['Latitude', String(HOME.lat)],
    ['Longitude', String(HOME.lng)],
    ['Radius (m)', '500'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Save fence' }).click()
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
}

async function removeZone(page: Page, name: string): Promise<void> {
  await enter(page, '/fences', loginOf('dispatcher'))
  await page.getByText(name, { exact: true }).first().click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete fence' }).click()
  await expect(page.getByText(name, { exact: true })).toHaveCount(0)
}

test('inside a privacy zone the position is in no answer and off the open page, and outside it is back', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const vehicle = (await vehiclesOf(page, 'offline')).at(-3)
  if (!vehicle) throw new Error('The demo has too few vehicles that are silent.')
  const note = noteOf('home')
  await drawZone(page, note)
  const box = await openDialog(page, vehicle)
  await box.getByLabel('Trail since the link began').check()
  await box.getByLabel('Hide it inside chosen fences').check()
  await box.getByRole('searchbox', { name: 'Find a geofence' }).fill(note)
  await box.getByLabel(note, { exact: true }).check()
  const url = await make(page, note)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expect(phone.locator('#net.live')).toBeVisible()
  await reportUntil(() => fixOf(vehicle, ROAD), phone.getByText('12.3636, 34.5789', { exact: true }))
  await expect(phone.locator('.pin')).toHaveCount(1)
  await reportUntil(() => fixOf(vehicle, HOME), phone.getByText('Position hidden here'))
  await expect(phone.locator('.pin')).toHaveCount(0)
  await expect(phone.locator('.vehicle .facts')).toHaveText('')
  await expectGoodOnPhone(phone)
  await keepScreenshot(phone, 'share-hidden-phone')
  const told = await answersOf(url, 'event: snapshot')
  expect(told).toContain('"hidden":true')
  for (const trace of ['12.3456', '34.5678', '"lat":', '"speedKph"', note]) expect(told).not.toContain(trace)

  await reportUntil(() => fixOf(vehicle, ROAD), phone.getByText('12.3636, 34.5789', { exact: true }))
  await phone.context().close()
  await revokeAnew(page, note)
  await removeZone(page, note)
})
