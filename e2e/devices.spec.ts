import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
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
  VIEWPORTS,
  vehicleAt,
} from './fixtures'

const COMING = { timeout: 30_000 }

const grid = (page: Page) => page.getByRole('grid', { name: 'Devices' })
const rowOf = (page: Page, imei: string) => grid(page).getByRole('row').filter({ hasText: imei })
const cellOf = (row: Locator, column: string) => row.locator(`[data-column="${column}"]`)
const search = (page: Page) => page.getByRole('searchbox', { name: /^Name, plate/ })

/** The table of an owner, narrowed to one vehicle by its IMEI. */
async function openOn(page: Page, imei: string, role = 'owner'): Promise<Locator> {
  await enter(page, `/devices?q=${imei}`, loginOf(role))
  await expect(grid(page).getByRole('row')).toHaveCount(2, COMING)
  return rowOf(page, imei)
}

async function someVehicle(page: Page, index: number): Promise<Vehicle> {
  await enter(page, '/devices', loginOf('owner'))
  await expect(grid(page)).toBeVisible(COMING)
  return vehicleAt(page, index)
}

test('the table is narrowed and sorted, and its address shows the same to whoever opens it', async ({
  page,
}) => {
  await enter(page, '/devices', loginOf('owner'))
  await expect(page.getByRole('heading', { name: 'Devices', level: 1 })).toBeVisible()
  await expect(grid(page)).toBeVisible(COMING)
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Kind', { exact: true }).selectOption('tracker')
  await expect(page).toHaveURL(/kind=tracker/)
  const head = grid(page).getByRole('columnheader', { name: 'IMEI' })
  await head.getByRole('button', { name: 'IMEI' }).click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await head.getByRole('button', { name: 'IMEI' }).click()
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/sort=-imei/)
  const first = grid(page).locator('[data-row="0"] [data-column="imei"]')
  const second = grid(page).locator('[data-row="1"] [data-column="imei"]')
  // Until the rows in their new order have come, those of before are shown.
  await expect(async () => {
    expect(await first.innerText()).toMatch(/^\d+$/)
    expect(Number(await first.innerText())).toBeGreaterThan(Number(await second.innerText()))
  }).toPass(COMING)
  const imei = await first.innerText()
  const address = page.url()
  await expectAccessible(page)

  await page.reload()
  await expect(first).toHaveText(imei, COMING)
  await page.goto(`${demo().url}/map`)
  await page.goto(address)
  await expect(first).toHaveText(imei, COMING)
  await expect(page.getByLabel('Kind', { exact: true })).toHaveValue('tracker')

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).not.toHaveURL(/kind=/)
  await toType(search(page), 'nothing is called that')
  await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible(COMING)
})

test('what expires soon is counted, and a count shows which', async ({ page }) => {
  await enter(page, '/devices', loginOf('viewer'))
  await expect(grid(page)).toBeVisible(COMING)
  const card = page.getByRole('button', { name: /Expires in 90 days/ })
  await expect(card).toHaveText(/^\d/, COMING)
  const count = Number(/^\d+/.exec(await card.innerText())?.[0])
  await card.click()
  await expect(page).toHaveURL(/expiring=90/)
  if (count === 0) await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible(COMING)
  else await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1), COMING)
  await card.click()
  await expect(page).not.toHaveURL(/expiring=/)
  // Whoever only looks chooses and changes nothing.
  await expect(grid(page).getByRole('checkbox')).toHaveCount(0)
})

test('a name is changed in its row: wrong input is said at the field, and right input is kept', async ({
  page,
}) => {
  const { imei, name } = await someVehicle(page, 3)
  const row = await openOn(page, imei)
  const cell = cellOf(row, 'name')
  await cell.focus()
  await page.keyboard.press('F2')
  const field = cell.getByRole('textbox', { name: 'Name' })
  await field.fill('   ')
  await field.press('Enter')
  await expect(cell.getByRole('alert')).toHaveText('The vendor cannot empty this. Type something.')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  const changed = `Van <b>${Date.now()}</b>`
  await field.fill(changed)
  await field.press('Enter')
  await expect(cell).toHaveText(changed)
  await expect(page.getByText(`${changed} was changed.`)).toBeAttached(COMING)
  await page.reload()
  await expect(cell).toHaveText(changed, COMING)

  // By keys, and taken back by Escape.
  await cell.focus()
  await page.keyboard.press('F2')
  await field.fill('Not kept')
  await page.keyboard.press('Escape')
  await expect(cell).toHaveText(changed)
  await expect(cell).toBeFocused()

  await row.getByRole('button', { name: `Edit ${changed}` }).click()
  const drawer = page.locator('dialog')
  await drawer.getByLabel('Driver’s phone').fill('call me')
  await drawer.getByLabel('Name', { exact: true }).fill(name)
  await drawer.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(drawer.getByText(/^Type a phone number/)).toBeVisible()
  await expect(drawer.getByLabel('Driver’s phone')).toHaveValue('call me')
  await expectAccessible(page)
  await drawer.getByLabel('Driver’s phone').fill('+351 912 345 678')
  await drawer.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(drawer).toHaveCount(0, COMING)
  await expect(cell).toHaveText(name, COMING)
})

test('a view is kept, opened again, renamed and deleted', async ({ page }) => {
  const name = `Silent ${Date.now()}`
  await enter(page, '/devices?silent=24&sort=-lastReport', loginOf('distributor'))
  await expect(page.getByRole('heading', { name: 'Devices', level: 1 })).toBeVisible()
  const views = page.getByRole('button', { name: /^Views/ })
  await views.click()
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByText('Type a name.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toHaveCount(0, COMING)
  await expect(page).toHaveURL(/view=/)

  await page.goto(`${demo().url}/devices?q=x`)
  await views.click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page).toHaveURL(/silent=24.*sort=-lastReport.*view=/)
  await views.click()
  await page.getByRole('menuitem', { name: `Rename “${name}”…` }).click()
  await dialog.getByLabel('Name', { exact: true }).fill(`${name} renamed`)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: `Views: ${name} renamed` })).toBeVisible(COMING)
  await views.click()
  await page.getByRole('menuitem', { name: `Delete “${name} renamed”…` }).click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog).toHaveCount(0, COMING)
  await expect(page).not.toHaveURL(/view=/)
})

test('a group is made, filled with a device, and deleted again', async ({ page }) => {
  const { imei } = await someVehicle(page, 5)
  const name = `Night ${Date.now()}`
  const row = await openOn(page, imei)
  const account = await cellOf(row, 'account').innerText()
  const dialog = page.locator('dialog')
  const openGroups = async () => {
    await page.getByRole('button', { name: 'Groups', exact: true }).click()
    const option = dialog.getByLabel('Account').locator('option').filter({ hasText: account }).first()
    await dialog.getByLabel('Account').selectOption((await option.getAttribute('value')) ?? '')
    await expect(dialog.getByRole('button', { name: 'Create' })).toBeEnabled(COMING)
  }
  await openGroups()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByText('Type a name.')).toBeVisible()
  await dialog.getByLabel('New group').fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  const line = dialog.getByRole('listitem').filter({ hasText: name })
  await expect(line).toContainText('0 devices', COMING)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()

  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Put into a group…' }).click()
  await expect(dialog.getByLabel('Group', { exact: true }).locator('option', { hasText: name })).toBeAttached(
    COMING,
  )
  await dialog.getByLabel('Group', { exact: true }).selectOption({ label: name })
  await dialog.getByRole('button', { name: 'Put into group' }).click()
  await expect(dialog.getByText('1 of 1 are in the group now.')).toBeVisible(COMING)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(cellOf(row, 'group')).toHaveText(name, COMING)

  await openGroups()
  await line.getByRole('button', { name: `Delete ${name}` }).click()
  await dialog.getByRole('button', { name: 'Delete group' }).click()
  await expect(dialog.getByText(name)).toHaveCount(0, COMING)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(cellOf(row, 'group')).not.toHaveText(name, COMING)
})

test('the table is saved as files with the rows and columns that are shown', async ({ page }) => {
  const { imei } = await someVehicle(page, 1)
  await openOn(page, imei, 'viewer')
  const fileOf = async (format: string) => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const coming = page.waitForEvent('download', COMING)
    await page.getByRole('menuitem', { name: format }).click()
    const download = await coming
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const csv = await fileOf('CSV')
  expect(csv.name).toMatch(/^Devices \d{4}-\d\d-\d\d\.csv$/)
  const lines = csv.bytes.toString('utf8').trim().split('\r\n')
  expect(lines[0]).toMatch(/Name,Plate,Status/)
  expect(lines.filter((line) => line.includes(imei))).toHaveLength(1)
  const xlsx = await fileOf('Excel')
  expect(xlsx.name).toMatch(/\.xlsx$/)
  // A spreadsheet is a zip file, which begins with these letters.
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK')
})

test('a row leads to its device, and on a phone rows are cards with filters in a sheet', async ({ page }) => {
  const { imei } = await someVehicle(page, 2)
  const row = await openOn(page, imei)
  await cellOf(row, 'status').click()
  await expect(page).toHaveURL(new RegExp(`/devices/${imei}`), COMING)

  await page.setViewportSize(VIEWPORTS.phone)
  await enter(page, '/devices', loginOf('owner'))
  const cards = page.getByRole('region', { name: 'Devices' })
  await expect(cards.getByRole('link').first()).toBeVisible(COMING)
  await page.getByRole('button', { name: 'Filters' }).click()
  const sheet = page.locator('dialog')
  await sheet.getByLabel('Kind', { exact: true }).selectOption('tracker')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Show devices' }).click()
  await expect(page).toHaveURL(/kind=tracker/)
  // The vehicle need not be of that kind.
  await enter(page, '/devices', loginOf('owner'))
  await expect(cards.getByRole('link').first()).toBeVisible(COMING)
  await toType(search(page), imei)
  await expect(cards.getByRole('link')).toHaveCount(1, COMING)
  await expect(cards.getByRole('link')).toHaveAttribute('href', `/devices/${imei}`)
})

test('the table looks right on desktop and phone, in light and dark', async ({ page }) => {
  await enter(page, '/devices?expiring=90', loginOf('owner'))
  await page.goto(`${demo().url}/devices`)
  await expect(page.getByRole('link', { name: /./ }).first()).toBeVisible()
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('region', { name: 'Devices' }).getByRole('link').first()).toBeVisible(COMING)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `devices-${name}`)
  })
})

/** What is typed before the page has come to life is lost. */
async function toType(field: Locator, text: string): Promise<void> {
  await expect(async () => {
    await field.fill(text)
    await expect(field).toHaveValue(text, { timeout: 1_000 })
  }).toPass()
}
