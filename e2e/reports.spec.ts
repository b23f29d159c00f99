import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
  type Vehicle,
  vehicleAt,
} from './fixtures'

const COMING = { timeout: 60_000 }

const addressOf = (search: string) => `${demo().url}/reports?${search}`
const done = (page: Page) => expect(page.getByText(/^The report is done: /)).toBeAttached(COMING)
const table = (page: Page) => page.getByRole('table', { name: /the rows of the report/ })

async function someVehicles(page: Page): Promise<Vehicle[]> {
  const vehicles: Vehicle[] = []
  for (const place of [0, 1, 2]) vehicles.push(await vehicleAt(page, place))
  return vehicles
}

/** Saves the report as a file and answers its bytes. */
async function fileOf(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click()
  const coming = page.waitForEvent('download', COMING)
  await page.getByRole('menuitem', { name: format }).click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('a report is chosen, made for three vehicles, comes again by its address, and is saved as files', async ({
  page,
}) => {
  await enter(page, '/reports')
  await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
  const vehicles = await someVehicles(page)
  await page.getByRole('button', { name: /^Fleet summary/ }).click()
  await page.getByRole('button', { name: /^Vehicles/ }).click()
  const dialog = page.getByRole('dialog', { name: 'For which vehicles' })
  await dialog.getByRole('radio', { name: 'These together' }).check()
  for (const { imei } of vehicles) {
    await dialog.getByRole('searchbox').fill(imei)
    await expect(dialog.getByRole('checkbox')).toHaveCount(1)
    await dialog.getByRole('checkbox').check()
  }
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Take these' }).click()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/kind=fleet&v=[0-9a-f,-]{110}&range=today&run=1/)
  await done(page)
  await expect(table(page).getByRole('row')).toHaveCount(5)
  for (const { imei } of vehicles)
    await expect(table(page).locator(`a[href="/devices/${imei}"]`).first()).toBeVisible()

  await page.reload()
  await done(page)
  await expect(table(page).getByRole('row')).toHaveCount(5)
  await page.getByRole('button', { name: 'Distance, km' }).click()
  await expect(page).toHaveURL(/sort=-distanceM/)

  // On paper stand all rows and the totals, and nothing of the page around them.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(page.locator('.report-print tbody tr')).toHaveCount(4)
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(page.locator('.report-print')).toHaveCount(0)

  const csv = await fileOf(page, 'CSV')
  expect(csv.name).toMatch(/\.csv$/)
  const lines = csv.bytes.toString('utf8').split(/\r?\n/)
  const head = lines.find((line) => /^\W*Vehicle/.test(line))
  expect(head).toContain('Distance')
  // One row for each; what is to be said beside them stands below.
  const rows = lines.slice(lines.indexOf(head ?? '') + 1).slice(0, 3)
  const titles = vehicles.map(({ name, plate, imei }) => name.trim() || plate?.trim() || imei)
  for (const title of titles) expect(rows.some((line) => line.startsWith(title))).toBe(true)
  const xlsx = await fileOf(page, 'Excel')
  expect(xlsx.name).toMatch(/\.xlsx$/)
  // A spreadsheet is a zip file, which begins with these letters, and names its parts.
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(xlsx.bytes.includes('xl/worksheets/sheet1.xml')).toBe(true)
})

test('what is wrong gets words at its field, and nothing typed is lost', async ({ page }) => {
  await enter(page, '/reports')
  await page.goto(addressOf('kind=speeding'))
  const limit = page.getByLabel('Faster than')
  await limit.fill('fast')
  await page.getByLabel('Range').selectOption('days')
  const from = page.getByLabel('From', { exact: true })
  const to = page.getByLabel('To', { exact: true })
  await from.fill('2026-03-02')
  await to.fill('2026-03-01')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('This must not be before the first day.')).toBeVisible()
  await expect(page.getByText('Type a number from 5 to 300.')).toBeVisible()
  await expect(limit).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await expect(limit).toHaveValue('fast')
  await limit.fill('80')
  await to.fill('2026-03-03')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/from=2026-03-02&to=2026-03-03&limitKph=80&run=1/)
  await done(page)
  await expect(page.getByRole('heading', { name: 'Nothing to tell' })).toBeVisible()
})

test('a report is kept under a name, sent by mail each week, paused, and taken away again', async ({
  page,
}) => {
  const name = `Weekly status ${Date.now()}`
  await enter(page, '/reports', loginOf('owner'))
  await page.goto(addressOf('kind=device_status&run=1'))
  await done(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // A menu that is closing is a dialog too, for a moment.
  const dialog = page.locator('dialog')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText('Type a name.')).toBeVisible()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  const saved = page.getByRole('navigation', { name: 'Saved reports and schedules' })
  await expect(saved.getByRole('button', { name, exact: false }).first()).toBeVisible()
  await expect(page).toHaveURL(/saved=/)

  await saved.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Send by mail…' }).click()
  await dialog.getByLabel('How often').selectOption('week')
  await dialog.getByLabel('Other addresses').fill('boss@fleet.example, nobody')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText('“nobody” is no mail address.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Other addresses').fill('boss@fleet.example')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  await saved.getByRole('button', { name: /^Sent by mail/ }).click()
  const card = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) })
  await expect(card).toContainText(/Every \w+day at 06:00/)
  await expect(card).toContainText('boss@fleet.example')
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Pause' }).click()
  await expect(card).toContainText('Paused')

  await saved.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(dialog).toContainText('The mail schedule that sends it ends as well.')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(name)).toHaveCount(0)
})

test('a report on desktop and phone, light and dark, as table, charts and notes, is clean and fits', async ({
  page,
}) => {
  await enter(page, '/reports')
  const ids = (await someVehicles(page)).map(({ id }) => id).join(',')
  await page.goto(addressOf(`kind=trips&v=${ids}&range=today&run=1`))
  await done(page)
  await inEveryLook(page, async ({ name }) => {
    await page.getByRole('button', { name: 'Charts' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Notes/ }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `reports-${name}`)
  })
  // The last look was a phone's: what is saved stands behind a button.
  await page.getByRole('button', { name: 'Saved', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Saved reports and schedules' })).toBeVisible()
  await expectAccessible(page)
})

test('owners set the rules of trips in words and limits, and put them back', async ({ page }) => {
  await enter(page, '/settings/trips', loginOf('owner', 1))
  const stand = page.getByLabel('A stop lasts longer than')
  await stand.fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This must be from 30 to 3600 s.')).toBeVisible()
  await expect(stand).toBeFocused()
  await expect(stand).toHaveValue('5')
  await stand.fill('240')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^Saved\./)).toBeVisible()
  await page.reload()
  await expect(stand).toHaveValue('240')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `trip-rules-${name}`)
  })
  await page.getByRole('button', { name: 'Back to the defaults' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The defaults hold.')).toBeVisible()
})
