import type { Page } from '@playwright/test'
import { enter, expect, test } from './fixtures'

/** A server of a later build, as far as this page can tell: it names a format that the page has never heard of. */
async function upgradeServer(page: Page): Promise<void> {
  const body = 'event: format\ndata: {"format":1000000}\n\n'
  await page.route('**/api/live*', (route) => route.fulfill({ contentType: 'text/event-stream', body }))
}

const heard = (page: Page) =>
  page.waitForResponse((response) => new URL(response.url()).pathname === '/api/live')

test('a tab of an older build says that Milepost was updated, and goes on once it is reloaded', async ({
  page,
}) => {
  await upgradeServer(page)
  await enter(page, '/map')
  const notice = page.getByText('Milepost was updated. Reload this page to go on with live data.', {
    exact: true,
  })
  await expect(notice).toBeVisible()
  await page.unroute('**/api/live*')
  const live = heard(page)
  await page.getByRole('button', { name: 'Reload', exact: true }).click()
  expect((await live).status()).toBe(200)
  await expect(page.getByRole('option').first()).toBeVisible()
  await expect(notice).toBeHidden()
})
