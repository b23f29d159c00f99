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
  setFault,
  test,
  type Vehicle,
  VIEWPORTS,
  vehicleAt,
} from './fixtures'

const COMING = { timeout: 30_000 }
/** Nobody's: all nines. */
const STRANGER = '999999999999999'

const grid = (page: Page) => page.getByRole('grid', { name: 'Devices' })
const rowsOf = (page: Page) => page.getByRole('list', { name: 'Rows' })

/** The file field stands behind a button; a file given before the page lives would be lost. */
async function choose(page: Page, rows: readonly string[][], name = 'fleet.csv'): Promise<void> {
  await expect(page.getByRole('button', { name: /^Choose (a|another) file$/ })).toBeEnabled(COMING)
  const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n')
  await page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF${text}`, 'utf8'),
  })
}

/** Two vehicles far down the list, which no other journey counts on. */
async function vehicles(page: Page): Promise<[Vehicle, Vehicle]> {
  await enter(page, '/devices', loginOf('distributor'))
  await expect(grid(page)).toBeVisible(COMING)
  const first = await vehicleAt(page, 11)
  for (let at = 12; ; at += 1) {
    // Both are found in the table by what their IMEIs begin with.
    const second = await vehicleAt(page, at)
    if (second.imei.startsWith(first.imei.slice(0, 3))) return [first, second]
  }
}

async function checked(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show what would change', exact: true }).click()
  await expect(rowsOf(page)).toBeVisible(COMING)
}

async function settled(page: Page, word = 'Finished'): Promise<void> {
  await page.waitForURL('**/devices/jobs/*')
  await expect(page.getByText(word, { exact: true }).first()).toBeVisible(COMING)
}

test('a distributor changes devices with a file: good and bad rows are told before, and results after', async ({
  page,
}) => {
  const [first, second] = await vehicles(page)
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Import devices', level: 1 })).toBeVisible(COMING)
  await expectAccessible(page)
  const remark = `Checked <b>${Date.now()}</b>`
  await choose(page, [
    ['Device IMEI', 'Notes', 'Colour', 'Expires'],
    [first.imei, remark, 'red', ''],
    [second.imei, remark, 'blue', '4/1/2031'],
    [STRANGER, remark, '', ''],
  ])
  await expect(page.getByLabel('What Device IMEI is')).toHaveValue('imei', COMING)
  await expect(page.getByLabel('What Notes is')).toHaveValue('remarks')
  await expect(page.getByLabel('What Colour is')).toHaveValue('')
  await page.getByLabel('What Colour is').selectOption('remarks')
  await expect(page.getByText('Remarks is chosen for two columns. Leave one out.')).toBeVisible()
  await page.getByLabel('What Colour is').selectOption('')
  await checked(page)
  const rows = rowsOf(page).getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: first.imei })).toContainText('Will change')
  await expect(rows.filter({ hasText: second.imei })).toContainText('Wrong date')
  await expect(rows.filter({ hasText: STRANGER })).toContainText('You have no device with this IMEI.')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `device-import-${name}`)
  })
  await page.setViewportSize(VIEWPORTS.desktop)
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption({ label: 'Unknown IMEI (1)' })
  await expect(rows).toHaveCount(1)

  await page.getByRole('button', { name: 'Change 1 device', exact: true }).click()
  await settled(page)
  const item = page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await expect(item).toHaveCount(1)
  await expect(item).toContainText(remark)
  await expect(item.getByText('Done', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize(VIEWPORTS.phone)
  await expectNoOverflow(page)
  await keepScreenshot(page, 'device-job-phone')
})

test('a file that cannot be read says why, and templates can be had', async ({ page }) => {
  await enter(page, '/devices/import', loginOf('distributor'))
  await choose(page, [['IMEI']], 'one.csv')
  await expect(page.getByText('There is no row in the file below its head.')).toBeVisible(COMING)
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'XLSX', exact: true }).click()
  expect((await coming).suggestedFilename()).toBe('milepost-devices.xlsx')
})

test('whoever may not manage devices is told so', async ({ page }) => {
  await enter(page, '/devices/import', loginOf('viewer'))
  await expect(page.getByText(/^You may not manage devices\./)).toBeVisible(COMING)
  await expect(page.getByRole('button', { name: 'Choose a file' })).toHaveCount(0)
})

test('work is stopped: what has left is finished, and the rest says that it is undone', async ({ page }) => {
  const pair = await vehicles(page)
  const remark = `Stopped ${Date.now()}`
  await enter(page, '/devices/import', loginOf('distributor'))
  await choose(page, [['IMEI', 'Remarks'], ...pair.map(({ imei }) => [imei, remark])])
  await expect(page.getByLabel('What Remarks is')).toHaveValue('remarks', COMING)
  await checked(page)
  // The vendor takes its time, so that there is something left to stop.
  await setFault({ kind: 'slow', method: 'jimi.open.device.update', ms: 4_000, times: 1 })
  try {
    await page.getByRole('button', { name: 'Change 2 devices', exact: true }).click()
    await page.waitForURL('**/devices/jobs/*')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    const dialog = page.locator('dialog')
    await expect(dialog.getByText('Stop this work?')).toBeVisible()
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
    await settled(page, 'Stopped')
    await expect(page.getByText('Not begun', { exact: true }).first()).toBeVisible(COMING)
  } finally {
    await setFault(null)
  }
  await page.getByRole('link', { name: 'Work on devices', exact: true }).click()
  await expect(page.getByText('Import of fleet.csv').first()).toBeVisible(COMING)
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `device-jobs-${name}`)
  })
})

test('two devices are moved to another account and back: told before what changes, and after what became of each', async ({
  page,
}) => {
  // High enough for all devices of the smaller account.
  await page.setViewportSize({ width: 1440, height: 1800 })
  await enter(page, '/devices', loginOf('distributor'))
  await expect(grid(page)).toBeVisible(COMING)
  const pair = await ungroupedPair(page, HOME)
  await transfer(page, pair, { from: HOME, to: AWAY })
  await transfer(page, pair, { from: AWAY, to: HOME })
})

test('devices are dragged to an account: nothing is done before the dialog, and Escape leaves all as it was', async ({
  page,
}) => {
  await page.setViewportSize(VIEWPORTS.desktop)
  await enter(page, '/devices', loginOf('distributor'))
  await expect(grid(page)).toBeVisible(COMING)
  const pair = await ungroupedPair(page, HOME)
  await chooseRows(page, pair, HOME)
  await page.getByRole('button', { name: 'Move to an account…', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'Move to an account' })
  const tree = panel.getByRole('treegrid', { name: 'Account tree' })
  const goal = (name: string) => tree.getByRole('row', { name })
  await expect(goal('Northway Porto')).toBeVisible(COMING)
  await expect(panel.getByText('2 devices are chosen.')).toBeVisible()
  await expectAccessible(page)

  const place = async (name: string) => {
    const box = await goal(name).boundingBox()
    return { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  }
  const row = grid(page).getByRole('row').filter({ hasText: pair[0].imei })
  const take = async () => {
    const box = await row.locator('[data-column="status"]').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10)
    await page.mouse.down()
    await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 20, { steps: 4 })
    await expect(panel.getByText(/^2 devices on the way/)).toBeVisible()
  }
  const over = async (name: string) => {
    const { x, y } = await place(name)
    await page.mouse.move(x, y, { steps: 6 })
  }
  await take()
  // The account Milepost signs in with is no goal, and says why.
  await over('Jimi sandbox')
  await expect(panel.getByText(/Milepost signs in with it, and the vendor/).first()).toBeVisible()
  // Held over a closed branch, it opens.
  await over('Northway Porto')
  await expect(goal(AWAY)).toBeVisible(COMING)
  await over(AWAY)
  await expect(panel.getByText(`Let go to see what moving 2 devices to ${AWAY}`)).toBeVisible()
  await keepScreenshot(page, 'devices-drag')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(panel.getByText('Cancelled. Nothing was moved.')).toBeVisible()
  const dialog = page.locator('dialog')
  await expect(dialog).toHaveCount(0)

  await take()
  await over(AWAY)
  await page.mouse.up()
  await expect(dialog.getByRole('radio', { name: AWAY })).toBeChecked()
  await expect(dialog.getByText(`2 devices go from ${HOME} to ${AWAY}.`)).toBeVisible(COMING)
  await expectAccessible(page)
  await keepScreenshot(page, 'devices-drag-dialog')
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  // The same by keys, from the tree.
  await goal(AWAY).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('radio', { name: AWAY })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(row.locator('[data-column="account"]')).toHaveText(HOME)
})

test('whoever may share and not manage devices chooses rows to share them, and nothing else', async ({
  page,
}) => {
  await enter(page, '/devices', loginOf('dispatcher'))
  await expect(grid(page)).toBeVisible(COMING)
  await expect(async () => {
    await grid(page).locator('[data-row="0"]').getByRole('checkbox').check()
  }).toPass()
  const bar = page.getByRole('region', { name: 'Chosen devices' })
  await expect(bar.getByRole('button', { name: 'Share', exact: true })).toBeVisible(COMING)
  await expect(bar.getByRole('button', { name: /^(Put into|Move to|More for)/ })).toHaveCount(0)
  await expect(grid(page).getByRole('button', { name: /^Edit / })).toHaveCount(0)
})

/** Siblings in one branch, so that nobody's view changes while devices are away. */
const HOME = 'Porto City Deliveries'
const AWAY = 'Linha Norte, Lda.'

type Pair = readonly [{ imei: string }, { imei: string }]

/** The first two devices of an account that are in no group of people's making: a transfer takes devices out of theirs. */
async function ungroupedPair(page: Page, account: string): Promise<Pair> {
  const accountId = await accountIdOf(page, account)
  const rows = await page.evaluate(
    async (id) =>
      (await (await fetch(`/api/device-table?account=${id}&sort=-imei&offset=0`)).json()).rows as TableRow[],
    accountId,
  )
  const [first, second] = rows.filter(({ groupName }) => /^(default group)?$/i.test(groupName ?? ''))
  if (!first || !second) throw new Error(`${account} has no two devices without a group.`)
  return [first, second]
}
type TableRow = { imei: string; groupName: string | null }

async function accountIdOf(page: Page, name: string): Promise<string> {
  const accounts = await page.evaluate(
    async () =>
      (await (await fetch('/api/device-table/choices')).json()).accounts as { id: string; name: string }[],
  )
  return accounts.find((account) => account.name === name)?.id ?? ''
}

/** Chooses exactly these in the table of an account. */
async function chooseRows(page: Page, pair: Pair, account: string): Promise<void> {
  await page.goto(`${demo().url}/devices?account=${await accountIdOf(page, account)}&sort=-imei`)
  await expect(grid(page)).toBeVisible(COMING)
  for (const { imei } of pair)
    await grid(page).getByRole('row').filter({ hasText: imei }).getByRole('checkbox').check(COMING)
  await expect(page.getByText('2 devices chosen', { exact: true })).toBeVisible()
}

/** Moves them by the dialog, and looks what is told before and after. */
async function transfer(page: Page, pair: Pair, { from, to }: { from: string; to: string }): Promise<void> {
  await chooseRows(page, pair, from)
  await page.getByRole('button', { name: 'More for 2 devices' }).click()
  await page.getByRole('menuitem', { name: 'Move to an account…' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByRole('searchbox', { name: 'Search accounts' }).fill(to)
  await dialog.getByRole('radio', { name: to }).check(COMING)
  await expect(dialog.getByText(`2 devices go from ${from} to ${to}.`)).toBeVisible(COMING)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await settled(page)
  await expect(page.getByRole('heading', { name: `Move to ${to}` })).toBeVisible()
  const items = page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await expect(items).toHaveCount(2)
  for (const { imei } of pair) {
    const item = items.filter({ hasText: imei })
    await expect(item).toContainText(to)
    await expect(item.getByText('Done', { exact: true })).toBeVisible()
  }
}
