import type { Page } from '@playwright/test'
import { demo, enter, enterAnew, expect, expectAccessible, loginOf, test, VIEWPORTS } from './fixtures'

type Facts = { isOnline: boolean }
type DeviceCommands = { templates: { template: string }[] }

const CUT_TEMPLATE = 'RELAY,{0}#'

async function get<T>(page: Page, path: string): Promise<T | null> {
  const response = await page.request.get(demo().url + path)
  return response.ok() ? ((await response.json()) as T) : null
}

/** A vehicle that is online and has both an SOS number and a relay, chosen as people choose. */
async function findVehicle(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Choose vehicles' }).click()
  const boxes = page.getByRole('dialog').getByRole('checkbox')
  await expect(boxes.first()).toBeVisible()
  for (let index = 0; index < 12; index += 1) await boxes.nth(index).check()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.waitForURL(/devices=/)
  const ids = (new URL(page.url()).searchParams.get('devices') ?? '').split(',')
  for (const id of ids) {
    const facts = await get<Facts>(page, `/api/commands/device/${id}/facts`)
    const device = await get<DeviceCommands>(page, `/api/commands/device/${id}`)
    const has = (start: string) =>
      device?.templates.some(({ template }) => template.startsWith(start)) === true
    if (facts?.isOnline && has('SOS,') && has(CUT_TEMPLATE)) return id
  }
  throw new Error('The demo has no vehicle to command.')
}

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
