import {
  CUT_TEMPLATE,
  fillSos,
  findVehicle,
  firstWith,
  get,
  standStill,
  vehiclesOf,
} from './command-fixtures'
import {
  demo,
  enter,
  enterAnew,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
  VIEWPORTS,
} from './fixtures'

for (const [name, viewport] of Object.entries(VIEWPORTS)) {
  test.describe(`commands on a ${name}`, () => {
    test.use({ viewport, hasTouch: name === 'phone' })

    test('a dispatcher sends a command and reads the answer; a cut is checked, a release asked about', async ({
      page,
    }) => {
      test.slow()
      const login = loginOf('dispatcher')
      await enterAnew(page, '/commands', login)
      await expect(page.getByRole('heading', { name: 'Commands', level: 1 })).toBeVisible()
      const id = await findVehicle(page)
      await page.goto(`${demo().url}/commands?devices=${id}`)

      const command = page.getByRole('combobox', { name: 'Command', exact: true })
      await command.selectOption({ label: 'SOS setting' })
      // Another number each time, so that the row is of this journey.
      const numbers = name === 'phone' ? ['115', '116', '117'] : ['112', '113', '114']
      for (const [index, number] of numbers.entries())
        await page.getByLabel(`Value ${index + 1}`).fill(number)
      const text = `SOS,A,${numbers.join(',')}#`
      await expect(page.locator('form').getByText(text)).toBeVisible()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      const row = page.getByRole('list', { name: 'History' }).getByRole('listitem').first()
      await expect(row).toContainText(text)
      await expect(row.getByText('OK!')).toBeVisible({ timeout: 20_000 })
      await expect(row).toContainText('Answered')
      await expectAccessible(page)

      await command.selectOption({ label: 'Fuel/Power Remote Control' })
      await page.getByLabel('Value 1').fill('1')
      await expect(page.getByText('Stops the engine')).toBeVisible()
      await page.getByRole('button', { name: 'Check and cut…' }).click()
      const dialog = page.getByRole('dialog')
      const cut = dialog.getByRole('button', { name: 'Cut the engine' })
      const holds = (condition: string) => dialog.locator(`[data-condition=${condition}]`)
      await expect(holds('permission')).toHaveAttribute('data-holds', 'true')
      await expect(holds('plate')).toHaveAttribute('data-holds', 'false')
      await expect(cut).toBeDisabled()
      await dialog.getByLabel('Reason').fill('A journey of the test')
      await expect(holds('reason')).toHaveAttribute('data-holds', 'true')
      await dialog.getByLabel(/^Type .* to name/).fill('not the plate')
      await dialog.getByLabel('Your password').fill('not the password')
      await dialog.getByRole('button', { name: 'Confirm who you are' }).click()
      await expect(dialog.getByText('That is not your password.')).toBeVisible()
      await dialog.getByLabel('Your password').fill(login.password)
      await dialog.getByLabel('Your password').press('Enter')
      await expect(holds('reauthentication')).toHaveAttribute('data-holds', 'true')
      await expect(cut).toBeDisabled()
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Cancel' }).click()

      // What was typed for the command is still there.
      await expect(page.getByLabel('Value 1')).toHaveValue('1')
      await page.getByLabel('Value 1').fill('0')
      await expect(page.getByText('Lets the vehicle drive again').first()).toBeVisible()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('button', { name: 'Restore', exact: true }).click()
      await expect(row).toContainText('RELAY,0#')
      await expect(row.getByText('Restore fuel supply: Success!')).toBeVisible({ timeout: 20_000 })
    })
  })
}

test('a viewer may look, and is told why not more', async ({ page }) => {
  await enter(page, '/commands', loginOf('viewer'))
  await page.getByRole('button', { name: 'Choose vehicles' }).click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('Your role may look at commands, but not send them.')).toBeVisible()
})

test('a command for an offline device waits with us until it is taken back', async ({ page }) => {
  await enter(page, '/commands', loginOf('dispatcher'))
  const { id } = await firstWith(page, await vehiclesOf(page, 'offline'), { start: 'SOS,' })
  await page.goto(`${demo().url}/commands?devices=${id}`)
  const text = await fillSos(page, ['221', '222', '223'])
  await page.getByLabel('If the device is offline').selectOption({ label: 'Keep it here for up to an hour' })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const row = page
    .getByRole('list', { name: 'History' })
    .getByRole('listitem')
    .filter({ hasText: text })
    .first()
  await expect(row).toContainText('Waits for the device')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `commands-waiting-${name}`)
  })
  await row.getByRole('button', { name: 'Take back' }).click()
  await expect(row).toContainText('Cancelled')
})

test('many devices are told at once, each answers for itself, and the rest is stopped', async ({ page }) => {
  await enter(page, '/commands', loginOf('dispatcher'))
  const vehicles = (await vehiclesOf(page, 'parked')).slice(0, 30)
  const first = await firstWith(page, vehicles, { start: 'SOS,' })
  const ids = [first.id, ...vehicles.map(({ id }) => id).filter((id) => id !== first.id)]
  await page.goto(`${demo().url}/commands?devices=${ids.join()}`)
  await fillSos(page, ['331', '332', '333'])
  await page.getByRole('button', { name: `Send to ${ids.length} vehicles` }).click()
  await expect(page.getByText('One batch')).toBeVisible()
  await page.getByRole('button', { name: 'Stop the batch' }).click()
  await expect(page.getByText(/were stopped|was stopped|had left already/)).toBeVisible()
  const rows = page.getByRole('list', { name: 'History' }).getByRole('listitem')
  await expect(rows).toHaveCount(Math.min(25, ids.length))
  // What had left goes on to its answer; nothing of it waits its turn any more.
  await expect(rows.filter({ hasText: 'Waits its turn' })).toHaveCount(0, { timeout: 30_000 })
  await expectAccessible(page)
  await keepScreenshot(page, 'commands-batch')
})

test('where a second person is demanded, one asks, another approves, and nothing is sent before', async ({
  page,
  browser,
}) => {
  test.slow()
  const approver = await browser.newPage()
  const owner = loginOf('owner')
  const dispatcher = loginOf('dispatcher')
  await enterAnew(approver, '/settings/commands', owner)
  const demanded = approver.getByRole('checkbox', { name: 'Every cut needs a second person' })
  await expectAccessible(approver)
  await demanded.check()
  await expect(demanded).toBeEnabled()
  try {
    await enterAnew(page, '/commands', dispatcher)
    const vehicle = await firstWith(page, await vehiclesOf(page, 'parked'), {
      start: CUT_TEMPLATE,
      isOnline: true,
    })
    const facts = await get<{ plate: string }>(page, `/api/commands/device/${vehicle.id}/facts`)
    await page.goto(`${demo().url}/commands?devices=${vehicle.id}`)
    await page
      .getByRole('combobox', { name: 'Command', exact: true })
      .selectOption({ label: 'Fuel/Power Remote Control' })
    await page.getByLabel('Value 1').fill('1')
    await page.getByRole('button', { name: 'Check and cut…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password').fill(dispatcher.password)
    await dialog.getByLabel('Your password').press('Enter')
    await expect(dialog.locator('[data-condition=reauthentication]')).toHaveAttribute('data-holds', 'true')
    await dialog.getByLabel(/^Type .* to name/).fill(facts?.plate ?? '')
    await dialog.getByLabel('Reason').fill('Stolen, says this journey')
    const ask = dialog.getByRole('button', { name: 'Ask for approval' })
    await expect(async () => {
      await standStill(vehicle)
      await expect(ask).toBeEnabled({ timeout: 8_000 })
    }).toPass({ timeout: 40_000 })
    await ask.click()
    await expect(page.getByText('Sent to the approvers.')).toBeVisible()

    await approver.goto(`${demo().url}/commands`)
    const request = approver.getByRole('listitem').filter({ hasText: 'Stolen, says this journey' }).first()
    await request.getByRole('button', { name: 'Approve…' }).click()
    const question = approver.getByRole('dialog')
    await question.getByLabel('Your password').fill(owner.password)
    await question.getByLabel('Your password').press('Enter')
    await expect(question.getByText(/Good for .* more/)).toBeVisible()
    await expectAccessible(approver)
    await keepScreenshot(approver, 'commands-approve')
    await question.getByRole('button', { name: 'Approve', exact: true }).click()

    const pending = page.getByRole('listitem').filter({ hasText: 'Approved by' }).first()
    await expect(pending.getByRole('button', { name: 'Cut the engine now' })).toBeVisible()
    await expectAccessible(page)
    await keepScreenshot(page, 'commands-approved')
    await pending.getByRole('button', { name: 'Withdraw' }).click()
    await expect(pending).toHaveCount(0)
  } finally {
    await approver.goto(`${demo().url}/settings/commands`)
    if (await demanded.isChecked()) await demanded.click()
    // Doing without a second person takes a fresh proof of identity; the one of the approval may be too old.
    const password = approver.getByLabel('Your password')
    await expect(demanded.and(approver.locator(':not(:checked):enabled')).or(password)).toBeVisible()
    if (await password.isVisible()) {
      await password.fill(owner.password)
      await password.press('Enter')
    }
    await expect(demanded).not.toBeChecked()
    await expect(demanded).toBeEnabled()
    await approver.close()
  }
})
