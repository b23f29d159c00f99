import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  loginOf,
  sandbox,
  setFault,
  test,
  VIEWPORTS,
} from './fixtures'
import { callVendor, tokenReaching } from './vendor-calls'

const COMING = { timeout: 30_000 }
const ACCOUNT = 'Porto City Deliveries'
/** An account of the vendor's, which is a user of its app too. */
const APP_USER = 'porto-city'
const EXPIRY = 'jimi.user.device.expiration.update'

type Row = { imei: string; expiresAt: string | null }

const grid = (page: Page) => page.getByRole('grid', { name: 'Devices' })
const rowOf = (page: Page, imei: string) => grid(page).getByRole('row').filter({ hasText: imei })
const dialogOf = (page: Page) => page.locator('dialog')
const items = (page: Page) => page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('a vehicle is bound to an app user and unbound: words at the field, nothing typed is lost, and the vendor has it so', async ({
  page,
}) => {
  await enter(page, '/devices', loginOf('distributor'))
  const [vehicle] = await rowsOf(page)
  if (!vehicle) throw new Error(`${ACCOUNT} has no device.`)
  const { imei } = vehicle
  const dialog = dialogOf(page)
  const field = dialog.getByLabel('Login of the app user', { exact: true })
  const go = dialog.getByRole('button', { name: 'Attach', exact: true })
  try {
    await choose(page, [imei])
    await openDialog(page, 'Attach to an app user…')
    await go.click()
    await expect(dialog.getByText('Type the login of an app user.')).toBeVisible()
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await field.fill('   ')
    await go.click()
    await expect(field).toHaveAccessibleDescription('Type the login of an app user.')
    await field.fill('nobody-here')
    await expect(field).toHaveAttribute('aria-invalid', 'false')
    await inEveryLook(page, async ({ name }) => {
      await expectAccessible(page)
      await expectToFit(page)
      await keepScreenshot(page, `device-bind-${name}`)
    })
    await page.setViewportSize(VIEWPORTS.desktop)
    // By accident it does not close, and without a network what was typed stays.
    await page.keyboard.press('Escape')
    await page.route('**/devices**', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    )
    await go.click()
    await expect(dialog.getByText('That did not work. Try again.')).toBeVisible()
    await expect(field).toHaveValue('nobody-here')
    await page.unroute('**/devices**')

    // Whom the vendor knows nobody can ask it before.
    await go.click()
    await settled(page, 'Attach to nobody-here')
    await expect(items(page)).toContainText('Failed')
    await expect(items(page)).toContainText('Vendor: “The account does not exist”')
    await expect.poll(() => appUserOf(imei)).toBeNull()

    await choose(page, [imei])
    await openDialog(page, 'Attach to an app user…')
    await field.fill(APP_USER)
    await field.press('Enter')
    await settled(page, `Attach to ${APP_USER}`)
    await expect(items(page).getByText('Done', { exact: true })).toBeVisible()
    await expect.poll(() => appUserOf(imei)).toBe(APP_USER)

    await choose(page, [imei])
    await openDialog(page, 'Detach from an app user…')
    await field.fill(APP_USER)
    await dialog.getByRole('button', { name: 'Detach', exact: true }).click()
    await settled(page, `Detach from ${APP_USER}`)
    await expect(items(page).getByText('Done', { exact: true })).toBeVisible()
    await expect.poll(() => appUserOf(imei)).toBeNull()
  } finally {
    await unbind(imei)
  }
})

test('three devices get a new last day: told before what changes, and one the vendor refuses keeps its own', async ({
  page,
}) => {
  test.slow()
  await enter(page, '/devices', loginOf('distributor'))
  const rows = (await rowsOf(page)).filter(({ expiresAt }) => (expiresAt ?? '') > inDays(120)).slice(0, 3)
  const [refused, ...others] = rows
  if (!refused || others.length < 2) throw new Error(`${ACCOUNT} has no three devices that last.`)
  const soon = inDays(20)
  const dialog = dialogOf(page)
  try {
    await choose(
      page,
      rows.map(({ imei }) => imei),
    )
    await openDialog(page, 'Change expiry…')
    const day = dialog.getByLabel('Last day', { exact: true })
    const go = dialog.getByRole('button', { name: 'Change expiry', exact: true })
    await go.click()
    await expect(day).toHaveAccessibleDescription('Choose a day.')
    await day.fill('2020-01-01')
    await expect(day).toHaveAccessibleDescription('That day is over. Choose a later one.')
    await go.click()
    await expect(day).toHaveValue('2020-01-01')
    await expect(day).toHaveAttribute('aria-invalid', 'true')
    await day.fill(soon)
    const preview = dialog.getByRole('region', { name: 'What changes' })
    await expect(preview.getByText(/^3 devices expire at the end of /)).toBeVisible(COMING)
    await expect(preview.getByText(/^Until now that is /)).toBeVisible()
    await expect(preview.getByText('3 devices expire earlier than now.')).toBeVisible()
    await inEveryLook(page, async ({ name }) => {
      await expectAccessible(page)
      await expectToFit(page)
      await keepScreenshot(page, `device-expiry-${name}`)
    })
    await setFault({ kind: 'refuseOne', method: EXPIRY, imei: refused.imei, times: 1 })
    await go.click()
    await settled(page, /^New expiry /)
    await expect(items(page)).toHaveCount(3)
    const failed = items(page).filter({ hasText: refused.imei })
    await expect(failed).toContainText('Failed')
    await expect(failed).toContainText('Vendor: “update failed, reason:Illegal device”')
    for (const { imei } of others)
      await expect(items(page).filter({ hasText: imei }).getByText('Done', { exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize(VIEWPORTS.phone)
    await expectToFit(page)
    await keepScreenshot(page, 'device-expiry-results-phone')
    await page.setViewportSize(VIEWPORTS.desktop)

    await expectListed(page, { days: 30, listed: others[0]?.imei ?? '', missing: refused.imei })
  } finally {
    await setFault(null)
    await page.setViewportSize(VIEWPORTS.desktop)
    for (const { imei, expiresAt } of others) await putBack(page, imei, expiresAt?.slice(0, 10) ?? '')
  }
})

/** What ends within so many days is counted, listed, and leads to its devices; a wider span holds it too. */
async function expectListed(
  page: Page,
  { days, listed, missing }: { days: number; listed: string; missing: string },
): Promise<void> {
  await page.goto(`${demo().url}/devices`)
  const card = (span: number) => page.getByRole('button', { name: new RegExp(`Expires in ${span} days`) })
  await expect(card(90)).toHaveText(/^\d/, COMING)
  const counts = await Promise.all(
    [30, 60, 90].map(async (span) => Number(/^\d+/.exec(await card(span).innerText())?.[0])),
  )
  expect(counts[0]).toBeGreaterThanOrEqual(2)
  expect(counts.toSorted((a, b) => a - b)).toEqual(counts)
  await card(days).click()
  await expect(page).toHaveURL(new RegExp(`expiring=${days}`))
  await expect(card(days)).toHaveAttribute('aria-pressed', 'true')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String((counts[0] ?? 0) + 1), COMING)
  for (const span of [90, 60, days]) {
    await page.goto(`${demo().url}/devices?q=${missing}&expiring=${span}`)
    await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible(COMING)
    await page.goto(`${demo().url}/devices?q=${listed}&expiring=${span}`)
    await expect(rowOf(page, listed)).toBeVisible(COMING)
  }
  await rowOf(page, listed).locator('[data-column="status"]').click()
  await expect(page).toHaveURL(new RegExp(`/devices/${listed}`), COMING)
}

/** Devices of the account, by IMEI. Any page of the app must be open. */
async function rowsOf(page: Page): Promise<Row[]> {
  const id = await accountId(page)
  return page.evaluate(
    async (account) =>
      (await (await fetch(`/api/device-table?account=${account}&sort=imei&offset=0`)).json()).rows as Row[],
    id,
  )
}

async function accountId(page: Page): Promise<string> {
  const accounts = await page.evaluate(
    async () =>
      (await (await fetch('/api/device-table/choices')).json()).accounts as { id: string; name: string }[],
  )
  return accounts.find(({ name }) => name === ACCOUNT)?.id ?? ''
}

/** Chooses exactly these in the table of the account, which is tall enough for them. */
async function choose(page: Page, imeis: readonly string[]): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 1800 })
  await page.goto(`${demo().url}/devices?account=${await accountId(page)}&sort=imei`)
  await expect(grid(page)).toBeVisible(COMING)
  for (const imei of imeis) await rowOf(page, imei).getByRole('checkbox').check(COMING)
  const count = imeis.length === 1 ? '1 device chosen' : `${imeis.length} devices chosen`
  await expect(page.getByText(count, { exact: true })).toBeVisible()
}

async function openDialog(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
  await expect(dialogOf(page)).toBeVisible()
}

/** The page of the work opens by itself, and the work is through. */
async function settled(page: Page, title: string | RegExp): Promise<void> {
  await page.waitForURL('**/devices/jobs/*')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible(COMING)
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible(COMING)
}

/** Neither the dialog nor the page goes over the edge. */
async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
  for (const box of await dialogOf(page).all())
    expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
}

/** Gives a device its day of before, by the dialog; one that has it stays as it is. */
async function putBack(page: Page, imei: string, day: string): Promise<void> {
  await choose(page, [imei])
  await openDialog(page, 'Change expiry…')
  await dialogOf(page).getByLabel('Last day', { exact: true }).fill(day)
  await dialogOf(page).getByRole('button', { name: 'Change expiry', exact: true }).click()
  const isSo = dialogOf(page).getByText('There is nothing to change.')
  await expect(isSo.or(page.getByText('Finished', { exact: true })).first()).toBeVisible(COMING)
}

/** Who has the device in the vendor's app, as the vendor's stand-in tells past its API. */
async function appUserOf(imei: string): Promise<string | null> {
  const { bindings } = (await (await fetch(`${sandbox().controlUrl}/state`)).json()) as {
    bindings: { newest: { imei: string; userId: string }[] }
  }
  return bindings.newest.find((each) => each.imei === imei)?.userId ?? null
}

async function unbind(imei: string): Promise<void> {
  const user = await appUserOf(imei)
  if (user === null) return
  const params = { access_token: await tokenReaching(imei), imei, user_id: user }
  await callVendor('jimi.open.device.unbind', params)
}
