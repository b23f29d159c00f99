import { enter, expect, expectAccessible, expectNoOverflow, inEveryLook, loginOf, test } from './fixtures'

test('owners see whether anything could not be received, and nobody else does', async ({ page }) => {
  for (const role of ['dispatcher', 'viewer', 'distributor'])
    expect((await enter(page, '/settings/gaps', loginOf(role)))?.status()).toBe(404)
  // Whether the demo has been away depends on the machine; that it has not is said here.
  await page.route('**/api/receive-gaps', (route) => route.fulfill({ json: { gaps: [] } }))
  await enter(page, '/settings/gaps', loginOf('owner'))
  await expect(page.getByRole('heading', { name: 'Reception gaps' })).toBeVisible()
  await expect(page.getByText('No gaps', { exact: true })).toBeVisible()
  await inEveryLook(page, async () => {
    await expectAccessible(page)
    await expectNoOverflow(page)
  })
  await page.unroute('**/api/receive-gaps')
  const answer = page.waitForResponse('**/api/receive-gaps')
  await page.reload()
  expect((await answer).status()).toBe(200)
  await expect(page.getByText('Loading the gaps…')).toHaveCount(0)
  await expect(page.getByText('The gaps could not be loaded')).toHaveCount(0)
  await expectAccessible(page)
})
