// Vehicles whose names at the vendor are markup, formulas, marks of direction and letters that break programs, on the screens
// that show them. What files, mails and the database make of them is proved by tests/hostile.

import type { Page } from '@playwright/test'
import { HOSTILE_NAMES, PROOF, storedName } from '../tests/fixtures/hostile-names'
import {
  demo,
  enter,
  expect,
  firstVehicles,
  loginOf,
  openList,
  test,
  type Vehicle,
  VIEWPORTS,
} from './fixtures'
import { callVendor, setRate, tokenReaching } from './vendor-calls'

const OWNER = () => loginOf('owner', 1)

/** Each breaks out of another thing: an element, an attribute, the direction of a line, a picture, a message, a line's width. */
const SHARPEST = ['script', 'attribute', 'override', 'image', 'svg', 'words', 'long']
const indexOf = (key: string) => HOSTILE_NAMES.findIndex((each) => each.key === key)

/** As the vendor keeps it: UTF-8 has no halves of surrogate pairs. */
const sentName = (name: string) => Buffer.from(name, 'utf8').toString('utf8')

/** As a page shows it: runs of blanks as one. */
const shown = (name: string) =>
  storedName(sentName(name))
    .replace(/[ \t\r\n\f]+/g, ' ')
    .trim()

/** Fails with whatever a name made run, or was stopped at by the page's policy. */
async function watch(page: Page): Promise<() => Promise<void>> {
  const found: string[] = []
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.exposeFunction('tellStopped', (what: string) => void found.push(what))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell: (what: string) => void = Reflect.get(window, 'tellStopped')
      // A library asks once whether it may compile code from text, and takes the policy's no for an answer.
      if (event.blockedURI !== 'eval') tell(`stopped: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return async () => {
    expect(found).toEqual([])
    expect(await page.evaluate((proof) => proof in window, PROOF)).toBe(false)
  }
}

async function rename(vehicles: readonly Vehicle[], nameOf: (index: number) => string): Promise<void> {
  const before = await setRate(0)
  try {
    const token = await tokenReaching(vehicles[0]?.imei ?? '')
    for (const [index, { imei }] of vehicles.entries())
      await callVendor('jimi.open.device.update', { access_token: token, imei, device_name: nameOf(index) })
  } finally {
    await setRate(before)
  }
}

/** Has the roster read again, and waits until a vehicle is called as the vendor calls it now. */
async function readAgain(page: Page, last: Vehicle, name: string): Promise<void> {
  await enter(page, '/settings/connection', OWNER())
  await page.getByRole('button', { name: 'Read again', exact: true }).first().click()
  await expect(page.getByText('Reading has begun.', { exact: false })).toBeVisible()
  await page.goto(`${demo().url}/map`)
  await openList(page)
  await page.getByRole('searchbox').fill(last.imei)
  await expect(page.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('option').locator('bdi').first()).toHaveText(name, { timeout: 60_000 })
}

test('thirty hostile names are text in the list and on the card; the sharpest also in the table and on a share page', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const nothingRan = await watch(page)
  await enter(page, '/map', OWNER())
  await openList(page)
  const vehicles = await firstVehicles(page, HOSTILE_NAMES.length)
  expect(vehicles).toHaveLength(30)
  const last = vehicles.at(-1) as Vehicle
  const names = HOSTILE_NAMES.map(({ name }) => shown(name))

  try {
    await rename(vehicles, (index) => HOSTILE_NAMES[index]?.name ?? '')
    await readAgain(page, last, names.at(-1) ?? '')
    for (const [index, { imei }] of vehicles.entries()) {
      const name = names[index] || imei
      await page.getByRole('searchbox').fill(imei)
      const row = page.getByRole('option')
      await expect(row).toHaveCount(1)
      await expect(row.locator('bdi').first()).toHaveText(name)
      await row.click()
      await expect(
        page
          .getByRole('region', { name: /^Details of/ })
          .getByRole('heading')
          .first(),
      ).toHaveText(name)
    }
    await nothingRan()

    await page.goto(`${demo().url}/devices`)
    const grid = page.getByRole('grid', { name: 'Devices' })
    for (const index of SHARPEST.map(indexOf)) {
      const imei = vehicles[index]?.imei ?? ''
      await page.getByRole('searchbox', { name: /^Name, plate/ }).fill(imei)
      await expect(grid.getByRole('row')).toHaveCount(2)
      await expect(grid.locator('[data-column="name"]').last()).toHaveText(names[index] ?? '')
    }
    await nothingRan()

    for (const index of SHARPEST.slice(0, 3).map(indexOf)) {
      await page.goto(`${demo().url}/map?device=${vehicles[index]?.id}`)
      await page.getByRole('button', { name: 'Share', exact: true }).click()
      const box = page.locator('dialog[open]')
      await box.getByRole('button', { name: 'Make link' }).click()
      const url = await box.getByLabel('Address', { exact: true }).inputValue()
      const context = await browser.newContext({ viewport: VIEWPORTS.phone, isMobile: true, hasTouch: true })
      const phone = await context.newPage()
      const nothingRanThere = await watch(phone)
      await phone.goto(url)
      await expect(phone.getByRole('heading', { level: 2 }).first()).toHaveText(names[index] ?? '')
      await expect(phone.locator('.maplibregl-canvas')).toBeVisible()
      await nothingRanThere()
      await context.close()
    }
    await nothingRan()
  } finally {
    await rename(vehicles, (index) => vehicles[index]?.name ?? '')
    await readAgain(page, last, last.name)
  }
})
