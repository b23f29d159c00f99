import type { Locator, Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  keepScreenshot,
  loginOf,
  sandbox,
  setFault,
  signIn,
  test,
  VIEWPORTS,
  vehicleAt,
} from './fixtures'
import { openDialog, vendorCallsOf } from './share-fixtures'

const METHOD = 'jimi.device.location.URL.share'

test.afterEach(() => setFault(null))

const vendorDialog = (page: Page) => page.getByRole('dialog', { name: "The vendor's own link", exact: true })

async function openVendorDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: "Vendor's link ...", exact: true }).click()
  await expect(vendorDialog(page)).toBeVisible()
  return vendorDialog(page)
}

async function linksInList(page: Page): Promise<number> {
  const list = (await (await page.request.get(`${demo().url}/api/shares`)).json()) as { total: number }
  return list.total
}

test("the vendor's own address is made after its warning was read and confirmed, by one call, and stands in the audit trail", async ({
  page,
}) => {
  await signIn(page)
  const vehicle = await vehicleAt(page, 7)
  const [callsBefore, linksBefore] = [await vendorCallsOf(METHOD), await linksInList(page)]
  await openDialog(page, vehicle)
  const box = await openVendorDialog(page)
  await expect(box.getByText('This link cannot be revoked.')).toBeVisible()
  await expect(box.getByText(/Neither you nor Milepost can pause or end it/)).toBeVisible()
  const get = box.getByRole('button', { name: "Get the vendor's link", exact: true })
  await expect(get).toBeDisabled()
  await expectAccessible(page)
  await keepScreenshot(page, 'share-vendor-desktop')
  await page.setViewportSize(VIEWPORTS.phone)
  await expectAccessible(page)
  await keepScreenshot(page, 'share-vendor-phone')
  await page.setViewportSize(VIEWPORTS.desktop)

  await box.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(vendorDialog(page)).toHaveCount(0)
  expect(await vendorCallsOf(METHOD)).toBe(callsBefore)

  await openVendorDialog(page)
  const sure = box.getByRole('checkbox', { name: /^I want a link to .* that nobody can end$/ })
  await expect(sure).not.toBeChecked()
  await sure.check()
  await sure.press('Enter')
  await get.click()
  const address = box.getByLabel("Vendor's address", { exact: true })
  await expect(address).toBeVisible()
  const { host } = new URL(sandbox().url)
  // The vendor leaves the scheme out, and https is meant.
  await expect(address).toHaveValue(new RegExp(`^https://${host}/.*${vehicle.imei}`))
  await expect(box.getByText('This link cannot be revoked.')).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'share-vendor-address')
  await address.press('Enter')
  expect(await vendorCallsOf(METHOD)).toBe(callsBefore + 1)
  const shown = await fetch((await address.inputValue()).replace('https:', 'http:'))
  expect(shown.status).toBe(200)
  await box.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(vendorDialog(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Make link' })).toBeEnabled()
  expect(await linksInList(page)).toBe(linksBefore)

  await enter(page, '/settings/audit', loginOf('owner'))
  const noted = page.locator('[data-action="share_link.vendor_url"]').filter({ hasText: vehicle.id })
  await expect(noted.first()).toBeVisible()
})

test('what the vendor answers instead of its address is told in words, and a second try works', async ({
  page,
}) => {
  await signIn(page)
  await openDialog(page, await vehicleAt(page, 7))
  const box = await openVendorDialog(page)
  await setFault({ kind: 'html', method: METHOD })
  await box.getByRole('checkbox').check()
  const get = box.getByRole('button', { name: "Get the vendor's link", exact: true })
  await get.click()
  await expect(box.getByText('The vendor sent an answer that Milepost cannot read.')).toBeVisible()
  await expect(get).toBeEnabled()
  await expectAccessible(page)
  await setFault(null)
  await get.click()
  await expect(box.getByLabel("Vendor's address", { exact: true })).toBeVisible()
})

test("the vendor's own address is offered for one vehicle, not for several", async ({ page }) => {
  await signIn(page)
  const other = await vehicleAt(page, 8)
  const box = await openDialog(page, await vehicleAt(page, 7))
  await expect(box.getByRole('button', { name: "Vendor's link ...", exact: true })).toBeVisible()
  await box.getByRole('searchbox', { name: 'Add a vehicle' }).fill(other.imei)
  await box.getByRole('listitem').getByRole('button').filter({ hasText: /\w/ }).first().click()
  await expect(box.getByRole('button', { name: /^Take out / })).toHaveCount(2)
  await expect(box.getByRole('button', { name: "Vendor's link ...", exact: true })).toHaveCount(0)
})
