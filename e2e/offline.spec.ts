import { demo, enter, expect, expectAccessible, keepScreenshot, openList, test, VIEWPORTS } from './fixtures'

test('Milepost can be installed, and says so itself when it cannot be reached', async ({ page, context }) => {
  const manifest = await context.request.get(new URL('/manifest.webmanifest', demo().url).href)
  expect(manifest.ok()).toBe(true)
  const { name, start_url: startUrl, icons } = await manifest.json()
  expect({ name, startUrl }).toEqual({ name: 'Milepost', startUrl: '/map' })
  for (const { src } of icons) {
    expect((await context.request.get(new URL(src, demo().url).href)).headers()['content-type']).toBe(
      'image/png',
    )
  }

  await enter(page, '/map')
  await openList(page)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while ((await caches.match('/offline')) === undefined) await new Promise(requestAnimationFrame)
  })
  await context.setOffline(true)
  await page.goto(new URL('/alarms', demo().url).href)
  const title = page.getByRole('heading', { name: 'Milepost cannot be reached' })
  await expect(title).toBeVisible()
  await page.setViewportSize(VIEWPORTS.phone)
  await expectAccessible(page)
  await keepScreenshot(page, 'offline-phone')
  const since = (await page.locator('#since').textContent()) ?? ''
  const looked = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('milepost-away') ?? '{}'))
  const before = await looked()
  await page.getByRole('button').click()
  await expect.poll(async () => (await looked()).lookedMs).toBeGreaterThan(before.lookedMs)
  expect((await looked()).sinceMs).toBe(before.sinceMs)
  await expect(page.locator('#since')).toHaveText(since)
  await context.setOffline(false)
  // It comes back by itself.
  await expect(page.getByRole('heading', { name: 'Alarms' }).first()).toBeVisible()
})
