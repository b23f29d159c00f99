import {
  demo,
  enter,
  expect,
  expectAccessible,
  inEveryLook,
  keepScreenshot,
  loginOf,
  openList,
  signIn,
  test,
  VIEWPORTS,
} from './fixtures'

/** For questions to the live stream itself, which is open on every page: one that draws no map. */
const LIGHT_PAGE = '/settings/preferences'

test('a dispatcher signs in, finds a vehicle, opens it and follows it', async ({ page }) => {
  await signIn(page)
  const list = page.getByRole('listbox', { name: 'Vehicles' })
  const name = (await list.getByRole('option').first().locator('bdi').first().textContent()) ?? ''
  await page.getByRole('searchbox').fill(name)
  await expect(list.getByRole('option').first()).toContainText(name)
  await list.getByRole('option').first().click()
  await expect(page).toHaveURL(/device=/)
  const card = page.getByRole('region', { name: `Details of ${name}` })
  await expect(card).toContainText('Last fix')
  await expect(card).toContainText('Odometer')
  const follow = card.getByRole('button', { name: 'Follow' })
  await follow.click()
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await expect(card).toBeHidden()
})

test('vehicles move: fixes on the page get newer while somebody watches', async ({ page }) => {
  await enter(page, LIGHT_PAGE)
  const events = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const source = new EventSource('/api/live')
        const timer = setTimeout(() => reject(new Error('no movement within 60 s')), 60_000)
        let moved = 0
        source.addEventListener('delta', (event) => {
          // Packed columns: one character or more for each vehicle.
          moved += (JSON.parse((event as MessageEvent<string>).data) as { slot: string }).slot.length
          if (moved < 10) return
          clearTimeout(timer)
          source.close()
          resolve(moved)
        })
      }),
  )
  expect(events).toBeGreaterThanOrEqual(10)
})

test('a link to a vehicle opens it, and one to a foreign vehicle says so', async ({ page, browser }) => {
  await signIn(page)
  await page.getByRole('option').first().click()
  await expect(page).toHaveURL(/device=/)
  const link = page.url()

  await page.goto(link)
  await expect(page.getByRole('region', { name: /^Details of/ })).toBeVisible()

  const stranger = await browser.newPage({ viewport: VIEWPORTS.desktop })
  await signIn(stranger, loginOf('dispatcher', 1))
  await stranger.goto(link)
  await expect(stranger.getByText('Vehicle not found.')).toBeVisible()
  await stranger.close()
})

test('a viewer with a sub-account sees fewer vehicles than the dispatcher, and none from elsewhere', async ({
  page,
  browser,
}) => {
  const idsOf = (target: typeof page) =>
    target.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const source = new EventSource('/api/live')
          source.addEventListener('snapshot', (event) => {
            source.close()
            resolve(
              (JSON.parse((event as MessageEvent<string>).data) as { roster: { id: string[] } }).roster.id,
            )
          })
        }),
    )
  await enter(page, LIGHT_PAGE)
  const all = await idsOf(page)
  const viewerPage = await browser.newPage({ viewport: VIEWPORTS.desktop })
  await enter(viewerPage, LIGHT_PAGE, loginOf('viewer'))
  const scoped = await idsOf(viewerPage)
  expect(scoped.length).toBeGreaterThan(0)
  expect(scoped.length).toBeLessThan(all.length)
  expect(scoped.filter((id) => !all.includes(id))).toEqual([])
  const foreign = all.find((id) => !scoped.includes(id))
  const answer = await viewerPage.request.get(`${demo().url}/api/devices/${foreign}`)
  const missing = await viewerPage.request.get(
    `${demo().url}/api/devices/00000000-0000-4000-8000-000000000000`,
  )
  expect(answer.status()).toBe(404)
  expect(await answer.text()).toBe(await missing.text())
  await viewerPage.close()
})

test('the keyboard alone finds and opens a vehicle', async ({ page }) => {
  await signIn(page)
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.getByRole('listbox', { name: 'Vehicles' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /^Details of/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: /^Details of/ })).toBeHidden()
})

test('the map screen is accessible in every look', async ({ page }) => {
  await signIn(page)
  await inEveryLook(
    page,
    async ({ name }) => {
      await expectAccessible(page)
      await keepScreenshot(page, `map-${name}`)
    },
    () => openList(page),
  )
  await page.getByRole('option').first().click()
  await inEveryLook(page, async ({ name }) => {
    await expect(page.getByRole('region', { name: /^Details of/ })).toContainText('Odometer')
    await expectAccessible(page)
    await keepScreenshot(page, `card-${name}`)
  })
})
