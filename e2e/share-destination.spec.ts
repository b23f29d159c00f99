import type { Page } from '@playwright/test'
import { vehiclesOf } from './command-fixtures'
import { expect, keepScreenshot, signIn, test } from './fixtures'
import {
  answersOf,
  dialog,
  expectGoodOnPhone,
  fixOf,
  make,
  noteOf,
  openDialog,
  phoneOf,
  reportUntil,
  revokeAnew,
} from './share-fixtures'

const HERE = { lat: 41.1, lng: -8.6 }
/** A tenth of a degree north: 11.1 km on the sphere. */
const HARBOUR = { lat: 41.2, lng: -8.6 }

/** A vehicle that says nothing by itself, so that what is pushed stays. */
async function silentVehicle(page: Page, fromEnd: number) {
  const vehicle = (await vehiclesOf(page, 'offline')).at(-fromEnd)
  if (!vehicle) throw new Error('The demo has too few vehicles that are silent.')
  return vehicle
}

async function goTo(page: Page, label: string, at: { lat: number; lng: number }): Promise<void> {
  const box = dialog(page)
  await box.getByLabel('Show a destination', { exact: true }).check()
  for (const [name, value] of [
    ['Name of the place', label],
    ['Latitude', String(at.lat)],
    ['Longitude', String(at.lng)],
  ] as const)
    await box.getByLabel(name, { exact: true }).fill(value)
}

test('the visitor sees where it goes and about when it arrives, and is told when nobody can know', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const vehicle = await silentVehicle(page, 1)
  const note = noteOf('arrival')
  const box = await openDialog(page, vehicle)
  await box.getByLabel('Arrival time', { exact: true }).check()
  await box.getByRole('button', { name: 'Make link' }).click()
  await expect(box.getByText('Give latitude and longitude, or pick the place on the map.')).toBeVisible()
  await goTo(page, 'Old Harbour', HARBOUR)
  const url = await make(page, note)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expect(phone.getByText('Destination: Old Harbour', { exact: true })).toBeVisible()
  const facts = phone.locator('.vehicle .facts')
  // 11.1 km and 30 % for detours at 60 km/h are 14.5 minutes, told in steps of five.
  await reportUntil(() => fixOf(vehicle, HERE, 60), facts.filter({ hasText: 'About 15 min to Old Harbour' }))
  await expectGoodOnPhone(phone)
  await keepScreenshot(phone, 'share-arrival-phone')

  await reportUntil(
    () => fixOf(vehicle, HERE, 0),
    facts.filter({ hasText: 'No arrival time while it stands' }),
  )
  await expect(facts).not.toContainText('About')
  await expectGoodOnPhone(phone)
  await keepScreenshot(phone, 'share-arrival-unknown-phone')

  await reportUntil(() => fixOf(vehicle, HARBOUR, 0), facts.filter({ hasText: 'Arrived at Old Harbour' }))
  await phone.context().close()
  await revokeAnew(page, note)
})

test('an arrival time that was not chosen is in no answer, although a destination is shown', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const vehicle = await silentVehicle(page, 2)
  const note = noteOf('destination')
  await openDialog(page, vehicle)
  await goTo(page, '', HARBOUR)
  const url = await make(page, note)

  const phone = await phoneOf(browser)
  await phone.goto(url)
  await expect(phone.getByText('Destination: 41.2000, -8.6000', { exact: true })).toBeVisible()
  const facts = phone.locator('.vehicle .facts')
  await reportUntil(() => fixOf(vehicle, HERE, 60), facts.filter({ hasText: /^Moving · 60 km\/h$/ }))
  await expect(phone.getByText('41.1000, -8.6000', { exact: true })).toBeVisible()
  const told = await answersOf(url, 'event: snapshot')
  expect(told).toContain('"lat":41.1')
  expect(told).not.toContain('"etaMin"')
  await phone.context().close()
  await revokeAnew(page, note)
})
