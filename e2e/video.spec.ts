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
  sandbox,
  test,
  VIEWPORTS,
} from './fixtures'

type Stream = { imei: string; channel: number; kind: string }

/** Streams that the vendor sends of a camera now. */
async function streamsOf(imei: string): Promise<Stream[]> {
  const response = await fetch(`${sandbox().controlUrl}/state`)
  const { streams } = (await response.json()) as { streams: { newest: Stream[] } }
  return streams.newest.filter((stream) => stream.imei === imei)
}

type Camera = { id: string; imei: string }

/** A camera that is online, by its place among those; each journey has its own, so that none sees another's streams. */
async function cameraAt(page: Page, index: number): Promise<Camera> {
  const found: Camera[] = []
  await expect
    .poll(
      async () => {
        found.splice(0, found.length, ...(await camerasNow(page)))
        return found.length
      },
      { timeout: 45_000 },
    )
    .toBeGreaterThan(index)
  return found[index] ?? { id: '', imei: '' }
}

function camerasNow(page: Page): Promise<Camera[]> {
  return page.evaluate(
    () =>
      new Promise<Camera[]>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          const { roster, state } = JSON.parse(event.data)
          source.close()
          const cameras = roster.id.map((id: string, slot: number) => ({ id, imei: roster.imei[slot], slot }))
          // Dashcams are the second kind; moving, idling and parked vehicles are online.
          resolve(
            cameras.filter(({ slot }: { slot: number }) => roster.kind[slot] === 1 && state.status[slot] < 3),
          )
        })
      }),
  )
}

/** Pictures that a player has shown. */
const framesOf = (page: Page) =>
  page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)

for (const [name, viewport] of Object.entries(VIEWPORTS)) {
  test.describe(`video on a ${name}`, () => {
    test.use({ viewport, hasTouch: name === 'phone' })

    test('a camera plays, two viewers count as one stream, and the last one who leaves ends it', async ({
      page,
    }) => {
      test.slow()
      await enter(page, '/video')
      await expect(page.getByRole('list', { name: 'Vehicles with cameras' })).toBeVisible()
      const { id, imei } = await cameraAt(page, name === 'phone' ? 1 : 0)
      const address = `${demo().url}/video?device=${id}`
      await page.goto(address)
      await page.getByRole('button', { name: 'Watch', exact: true }).first().click()
      await expect(page.locator('video[data-state=playing]')).toBeVisible({ timeout: 45_000 })
      await expect.poll(() => framesOf(page), { timeout: 20_000 }).toBeGreaterThan(5)
      expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(320)
      await expect(page.getByText(/left$/).first()).toBeVisible()
      expect(await streamsOf(imei)).toHaveLength(1)

      const other = await page.context().newPage()
      await other.goto(address)
      await other.getByRole('button', { name: 'Watch', exact: true }).first().click()
      await expect(other.locator('video[data-state=playing]')).toBeVisible({ timeout: 45_000 })
      await expect(page.getByText('2 watch').first()).toBeVisible({ timeout: 20_000 })
      expect(await streamsOf(imei)).toHaveLength(1)

      await other.getByRole('button', { name: 'Stop', exact: true }).first().click()
      await expect(page.getByText('2 watch')).toHaveCount(0, { timeout: 20_000 })
      expect(await streamsOf(imei)).toHaveLength(1)
      await other.close()
      // Going elsewhere leaves as well as stopping does.
      await page.goto(`${demo().url}/video`)
      await expect.poll(async () => (await streamsOf(imei)).length, { timeout: 30_000 }).toBe(0)
    })

    test('a photo taken now arrives in the gallery, and a recording plays once the camera has listed it', async ({
      page,
    }) => {
      test.slow()
      await enter(page, '/video')
      const { id, imei } = await cameraAt(page, name === 'phone' ? 3 : 2)
      await page.goto(`${demo().url}/video?device=${id}`)
      await page.getByRole('button', { name: 'Take photo' }).click()
      const taken = page.getByRole('list', { name: 'Taken from here' }).getByRole('listitem').first()
      await taken.getByRole('link', { name: 'Open' }).click({ timeout: 45_000 })
      const large = page.getByRole('dialog')
      await expect(large.getByRole('heading', { name: /^Photo/ })).toBeVisible({ timeout: 30_000 })
      await expect
        .poll(() => large.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(0)
      await page.keyboard.press('Escape')
      await expect(large).toHaveCount(0)

      const recordings = page.getByRole('list', { name: 'Recordings' })
      const nothing = page.getByText('The camera recorded nothing on this day.')
      // Vehicles rest on some days: on one of these they drove.
      for (const daysAgo of [1, 0, 2, 3]) {
        const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
        await page.goto(`${demo().url}/video?device=${id}&tab=recordings&day=${day}`)
        await page.getByRole('button', { name: 'Ask the camera' }).click()
        await expect(page.getByText('Waiting for the camera')).toBeVisible()
        await expect(recordings.or(nothing)).toBeVisible({ timeout: 45_000 })
        if (await recordings.isVisible()) break
      }
      await recordings.getByRole('button', { name: /^Play/ }).first().click()
      await expect(page.locator('video[data-state=playing]')).toBeVisible({ timeout: 45_000 })
      expect(await streamsOf(imei)).toMatchObject([{ kind: 'history' }])
      await recordings
        .getByRole('button', { name: /^Send up/ })
        .first()
        .click()
      const uploads = page.getByRole('list', { name: 'Sent up' }).getByRole('listitem')
      await expect(uploads.first()).toContainText('Recording')
      await page.getByRole('button', { name: 'Close player' }).click()
      await expect.poll(async () => (await streamsOf(imei)).length, { timeout: 30_000 }).toBe(0)
    })
  })
}

test('every look of the page is accessible and fits', async ({ page }) => {
  test.slow()
  await enter(page, '/video', loginOf('owner'))
  await expect(page.getByRole('list', { name: 'Vehicles with cameras' })).toBeVisible()
  const { id } = await cameraAt(page, 4)
  const looks = [
    ['chooser', '', page.getByRole('searchbox', { name: 'Find a vehicle' })],
    ['live', `?device=${id}`, page.getByRole('button', { name: 'Take photo' })],
    ['gallery', `?device=${id}&tab=gallery`, page.getByText(/^(\d[\d,]* files|One file|Nothing here)/)],
    ['events', `?device=${id}&tab=events`, page.getByText(/alarms? with pictures\./i).first()],
    ['recordings', `?device=${id}&tab=recordings`, page.getByRole('button', { name: 'Ask the camera' })],
  ] as const
  for (const [look, query, ready] of looks) {
    await page.goto(`${demo().url}/video${query}`)
    await expect(ready).toBeVisible({ timeout: 30_000 })
    await inEveryLook(page, async (each) => {
      await expectAccessible(page)
      await expectNoOverflow(page)
      await keepScreenshot(page, `video-${look}-${each.name}`)
    })
  }
})

test('the vendor’s page is sealed in its frame, and whoever only looks is shown what is stored', async ({
  page,
}) => {
  await enter(page, '/video')
  const { id } = await cameraAt(page, 5)
  await page.goto(`${demo().url}/video?device=${id}`)
  const card = page.getByRole('region', { name: "Vendor's live page" })
  await card.getByRole('button', { name: 'Open' }).click()
  const frame = card.locator('iframe')
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts allow-same-origin')
  await expect(frame.contentFrame().getByRole('img')).toBeVisible({ timeout: 30_000 })

  await page.context().clearCookies()
  await enter(page, `/video?device=${id}`, loginOf('viewer'))
  await expect(page.getByText(/Live pictures are for dispatchers|There is no such vehicle/)).toBeVisible()
})
