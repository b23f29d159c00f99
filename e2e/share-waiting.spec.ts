import type { Page } from '@playwright/test'
import { expect, keepScreenshot, signIn, test, vehicleAt } from './fixtures'
import {
  answersOf,
  dialog,
  expectGoodOnPhone,
  make,
  noteOf,
  openDialog,
  phoneOf,
  revokeAnew,
} from './share-fixtures'

/** The next whole minute that leaves time to look at what waits. */
const LEAST_AHEAD_MS = 30_000
const nextMinute = () => Math.ceil((Date.now() + LEAST_AHEAD_MS) / 60_000) * 60_000

/** Chooses a start by the clock of the zone that the field names. */
async function beginAt(page: Page, atMs: number): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Later', exact: true }).click()
  const field = dialog(page).getByLabel(/^Start \(.+\)$/)
  const label = await dialog(page)
    .locator('label', { hasText: /^Start \(/ })
    .innerText()
  const timeZone = /\((.+)\)/.exec(label)?.[1]
  // Sweden writes as ISO 8601 does.
  const wall = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    atMs,
  )
  await field.fill(wall.replace(' ', 'T'))
  await expect(field).toHaveValue(wall.replace(' ', 'T'))
}

test('before its start a link tells the time by the clock and in the language of the phone and nothing of the vehicle; then it opens by itself', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(page)
  const vehicle = await vehicleAt(page, 9)
  const note = noteOf('later')
  const box = await openDialog(page, vehicle)
  await box.getByLabel(/^What .* is called on the link$/).fill('Night bus')
  const startMs = nextMinute()
  await beginAt(page, startMs)
  await box.getByLabel('Trail since the link began').check()
  const url = await make(page, note)

  const phone = await phoneOf(browser, { locale: 'fr-FR', timezoneId: 'Asia/Tokyo' })
  await phone.goto(url)
  await expect(phone.getByRole('heading', { name: 'Pas encore commencé' })).toBeVisible()
  // Tokyo is nine hours ahead of UTC all year.
  const tokyo = new Date(startMs + 9 * 3_600_000).toISOString().slice(11, 16)
  await expect(phone.locator('#starts-at')).toHaveText(new RegExp(`${tokyo}.*UTC\\+9`))
  await expectGoodOnPhone(phone)
  await keepScreenshot(phone, 'share-waiting-phone-light')
  await phone.emulateMedia({ colorScheme: 'dark' })
  await expectGoodOnPhone(phone)
  await keepScreenshot(phone, 'share-waiting-phone-dark')

  const told = await answersOf(url, '"state":"waiting"')
  expect(told).toContain(`"startsAt":${startMs}`)
  for (const secret of ['Night bus', vehicle.imei, vehicle.id, vehicle.name, '"lat":', '"lng":', '"heardAt"'])
    expect(told).not.toContain(secret)

  await expect(phone.getByRole('heading', { name: 'Night bus' })).toBeVisible({
    timeout: startMs - Date.now() + 15_000,
  })
  expect(Date.now()).toBeGreaterThanOrEqual(startMs)
  await expect(phone.locator('#net.live')).toBeVisible()
  await phone.context().close()
  await revokeAnew(page, note)
})
