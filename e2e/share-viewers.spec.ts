import type { Page } from '@playwright/test'
import { enter, expect, keepScreenshot, signIn, test, vehicleAt } from './fixtures'
import {
  CLOSED_WITHIN_MS,
  cardOf,
  expectGoodOnPhone,
  fixOf,
  make,
  noteOf,
  openDialog,
  phoneOf,
  reportUntil,
  revoke,
} from './share-fixtures'

/** A place is free 15 s after its viewer left, and who waits asks every 10 s; the rest is the page itself. */
const LET_IN_WITHIN_MS = 15_000 + 10_000 + 5_000

const full = (phone: Page) => phone.getByRole('heading', { name: 'Too many viewers', exact: true })

/** Makes a link for one viewer at a time. */
async function linkForOne(page: Page, index: number, note: string) {
  await signIn(page)
  const vehicle = await vehicleAt(page, index)
  const box = await openDialog(page, vehicle)
  await box.getByLabel(/^What .* is called on the link$/).fill('Taxi for one')
  await box.getByLabel('Viewers at a time (optional)').fill('1')
  return { vehicle, url: await make(page, note) }
}

test('with a limit of one the second viewer is told so and the first goes on; when the first leaves, the second gets in', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const note = noteOf('limit')
  const { vehicle, url } = await linkForOne(page, 10, note)
  const [first, second] = [await phoneOf(browser), await phoneOf(browser)]
  await first.goto(url)
  await expect(first.locator('#net.live')).toBeVisible()
  await second.goto(url)
  await expect(full(second)).toBeVisible()
  await expect(second.getByText('Taxi for one')).toHaveCount(0)
  expect(await second.content()).not.toContain('"lat":')
  await expectGoodOnPhone(second)
  await keepScreenshot(second, 'share-full-phone-light')
  await second.emulateMedia({ colorScheme: 'dark' })
  await expectGoodOnPhone(second)
  await keepScreenshot(second, 'share-full-phone-dark')

  await reportUntil(() => fixOf(vehicle, { lat: 41.2345, lng: -8.5432 }), first.getByText('41.2345, -8.5432'))
  await first.reload()
  await expect(first.getByRole('heading', { name: 'Taxi for one' })).toBeVisible()
  await expect(full(second)).toBeVisible()
  await first.context().close()
  await expect(second.getByRole('heading', { name: 'Taxi for one' })).toBeVisible({
    timeout: LET_IN_WITHIN_MS,
  })
  await expect(second.locator('#net.live')).toBeVisible()
  await second.context().close()
  await enter(page, '/sharing')
  await expect(cardOf(page, note).getByText('1 viewer at a time')).toBeVisible()
  await revoke(page, note)
})

test('of two who had a paused link for one open, one sees it go on and the other is told that it is full', async ({
  page,
  browser,
}) => {
  const note = noteOf('paused limit')
  const { url } = await linkForOne(page, 11, note)
  await enter(page, '/sharing')
  const card = cardOf(page, note)
  await card.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(card.getByRole('button', { name: 'Resume', exact: true })).toBeEnabled()
  const phones = [await phoneOf(browser), await phoneOf(browser)]
  for (const phone of phones) {
    await phone.goto(url)
    await expect(phone.getByRole('heading', { name: 'Paused', exact: true })).toBeVisible()
    expect(await phone.content()).not.toContain('"lat":')
  }
  const [one] = phones
  if (one) {
    await expectGoodOnPhone(one)
    await keepScreenshot(one, 'share-paused-phone')
  }
  await card.getByRole('button', { name: 'Resume', exact: true }).click()
  const seen = (phone: Page) =>
    phone.getByRole('heading', { name: 'Taxi for one' }).or(full(phone)).first().innerText()
  await expect
    .poll(async () => (await Promise.all(phones.map(seen))).sort(), { timeout: CLOSED_WITHIN_MS + 10_000 })
    .toEqual(['Taxi for one', 'Too many viewers'])
  for (const phone of phones) await phone.context().close()
  await revoke(page, note)
})
