// The question before a form that was filled in is left: staying keeps what is typed, leaving drops it.

import type { Page } from '@playwright/test'
import {
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
  VIEWPORTS,
} from './fixtures'

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' })

/** Each form: where it is, what saves it, and an address that shows there is nothing left of what was typed. */
const FORMS = [
  { name: 'fence', path: '/fences?fence=new', save: 'Save fence' },
  { name: 'rule', path: '/settings/alarm-rules?rule=new', save: 'Save rule' },
] as const

for (const [device, viewport] of Object.entries(VIEWPORTS)) {
  test.describe(`forms on a ${device}`, () => {
    test.use({ viewport, hasTouch: device === 'phone' })

    for (const { name, path, save } of FORMS) {
      test(`who leaves a ${name} form is asked; staying keeps what is typed, leaving drops it`, async ({
        page,
      }) => {
        await enter(page, path, loginOf('owner'))
        const typed = page.getByLabel('Name', { exact: true })
        await expect(page.getByRole('button', { name: save })).toBeVisible()
        const map = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Map' })
        const mark = `Never saved ${Date.now()}`
        await typed.fill(mark)

        await map.click()
        await expect(question(page)).toContainText('What you typed here is not saved yet.')
        await expectAccessible(page)
        await question(page).getByRole('button', { name: 'Go on editing' }).click()
        await expect(question(page)).toHaveCount(0)
        await expect(typed).toHaveValue(mark)

        // Escape is no decision to leave.
        await map.click()
        await expect(question(page)).toBeVisible()
        await page.keyboard.press('Escape')
        await expect(question(page)).toHaveCount(0)
        await expect(typed).toHaveValue(mark)

        await map.click()
        await question(page).getByRole('button', { name: 'Leave', exact: true }).click()
        await page.waitForURL('**/map**')
        await enter(page, path, loginOf('owner'))
        await expect(page.getByRole('button', { name: save })).toBeVisible()
        await expect(typed).toHaveValue('')
        // Nothing is typed, so nothing is asked.
        await map.click()
        await page.waitForURL('**/map**')
        await expect(question(page)).toHaveCount(0)
      })
    }
  })
}

test('the question fits every screen', async ({ page }) => {
  for (const { name, path, save } of FORMS) {
    await enter(page, path, loginOf('owner'))
    await expect(page.getByRole('button', { name: save })).toBeVisible()
    await page.getByLabel('Name', { exact: true }).fill('Never saved')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Map' }).click()
    await expect(question(page)).toBeVisible()
    await inEveryLook(page, async (look) => {
      await expectAccessible(page)
      await keepScreenshot(page, `leave-${name}-${look.name}`)
    })
    await question(page).getByRole('button', { name: 'Leave', exact: true }).click()
    await page.waitForURL('**/map**')
  }
})
