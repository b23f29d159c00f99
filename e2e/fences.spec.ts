import type { Page } from '@playwright/test'
import { METRES_PER_DEGREE } from '../lib/domain/geofence-geometry'
import {
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  push,
  test,
} from './fixtures'

type Parked = { id: string; imei: string; lat: number; lng: number }

/** A vehicle that stands still, and where. Right after its start the app knows none yet. */
async function parkedVehicle(page: Page): Promise<Parked> {
  const found: Parked[] = []
  await expect
    .poll(async () => found.push(...(await parkedNow(page))), { timeout: 45_000 })
    .toBeGreaterThan(0)
  return found[0] ?? { id: '', imei: '', lat: 0, lng: 0 }
}

function parkedNow(page: Page): Promise<Parked[]> {
  return page.evaluate(
    () =>
      new Promise<Parked[]>((resolve) => {
        const source = new EventSource('/api/live')
        source.addEventListener('snapshot', (event) => {
          const { roster, state } = JSON.parse(event.data)
          source.close()
          const slot = state.status.findIndex(
            (status: number, at: number) => status === 2 && state.lat[at] !== null,
          )
          if (slot < 0) return resolve([])
          resolve([
            {
              id: roster.id[slot],
              imei: roster.imei[slot],
              lat: state.lat[slot] / 1e6,
              lng: state.lng[slot] / 1e6,
            },
          ])
        })
      }),
  )
}

function gpsAt({ imei, lat, lng }: Parked, atMs: number, northM: number) {
  const at = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')
  return {
    deviceImei: imei,
    gpsTime: at,
    gateTime: at,
    lat: lat + northM / METRES_PER_DEGREE,
    lng,
    satelliteNum: 9,
    gpsSpeed: 12,
    direction: 0,
    acc: 1,
    postType: 1,
    gpsMode: 0,
  }
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

/** A circle by numbers alone, without a pointer on the map. */
async function drawCircle(page: Page, name: string, at: { lat: number; lng: number }, radiusM: number) {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await field(page, 'Name').fill(name)
  await field(page, 'Latitude').fill(String(at.lat))
  await field(page, 'Longitude').fill(String(at.lng))
  await field(page, 'Radius (m)').fill(String(radiusM))
  await page.getByRole('button', { name: 'Save fence' }).click()
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
}

test('a fence is drawn by numbers, a vehicle leaves and comes back, and it rings', async ({ page }) => {
  await enter(page, '/fences', loginOf('owner'))
  await expect(page.getByRole('heading', { name: 'No fences yet' })).toBeVisible()
  const parked = await parkedVehicle(page)
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('button', { name: 'Save fence' }).click()
  await expect(page.getByText('Give the fence a name.')).toBeVisible()
  // Of the middle's latitude, and of its longitude.
  await expect(page.getByText('Fill this in, or draw on the map.')).toHaveCount(2)
  await field(page, 'Latitude').fill('north')
  await expect(page.getByText('This is no number.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await drawCircle(page, 'Depot', parked, 60)
  await expect(page.getByText('Nobody has come or gone yet.')).toBeVisible()
  const nowMs = Date.now() + 2_000
  await push('pushgps', [
    gpsAt(parked, nowMs, 0),
    gpsAt(parked, nowMs + 1000, 200),
    gpsAt(parked, nowMs + 2000, 0),
  ])
  const events = page.getByRole('region', { name: 'What happened here' }).getByRole('listitem')
  await expect(events.filter({ hasText: 'Entered' })).toHaveCount(1, { timeout: 40_000 })
  await expect(events.filter({ hasText: 'Left after' })).toHaveCount(1)
  await page
    .getByRole('button', { name: /Alarms/ })
    .first()
    .click()
  await expect(page.getByText('Fence entered: Depot').first()).toBeVisible()
})

test('shapes are drawn with the mouse, undone, sent to the vendor, exported and imported', async ({
  page,
}) => {
  await enter(page, '/fences', loginOf('owner'))
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await field(page, 'Name').fill('Drawn')
  await expect(page.getByText('Click where the middle is')).toBeVisible()
  const map = page.getByRole('region', { name: 'Map of fences' })
  await expect(map.locator('canvas')).toBeVisible()
  await expect(async () => {
    await map.locator('canvas').click({ position: { x: 400, y: 400 } })
    await map.locator('canvas').hover({ position: { x: 440, y: 400 } })
    await map.locator('canvas').click({ position: { x: 460, y: 400 } })
    await expect(field(page, 'Latitude')).not.toHaveValue('', { timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(field(page, 'Latitude')).toHaveValue('')
  await page.getByRole('button', { name: 'Redo' }).click()
  await field(page, 'Radius (m)').fill('400')
  await page.getByRole('button', { name: 'Save fence' }).click()
  await page.getByRole('button', { name: 'Send ours to the platform' }).click()
  await expect(
    page
      .getByText('On the vendor’s platform, as ours.')
      .or(page.getByText("On the vendor's platform, as ours.")),
  ).toBeVisible()
  await page.getByRole('button', { name: 'All fences' }).click()

  await page.getByRole('button', { name: 'Import' }).click()
  const choose = page.getByLabel('File')
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await choose.setInputFiles(
    file('bad.kml', '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>'),
  )
  await expect(page.getByText('It declares entities')).toBeVisible()
  await choose.setInputFiles(file('half.geojson', '{"type":"FeatureCollection","features":['))
  await expect(page.getByText('It is damaged or not complete.')).toBeVisible()
  const kml =
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Ring road</name><LineString><coordinates>-8.6,41.1 -8.5,41.2</coordinates></LineString></Placemark></Document></kml>'
  await choose.setInputFiles(file('road.kml', kml))
  await page.getByRole('button', { name: 'Import 1 fence' }).click()
  await expect(page.getByRole('button', { name: /Ring road/ })).toBeVisible()

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'GeoJSON' }).click()
  expect((await download).suggestedFilename()).toBe('fences.geojson')
  await page.getByRole('searchbox', { name: 'Find a fence' }).fill('ring')
  await expect(page).toHaveURL(/q=ring/)
  await expect(page.getByRole('button', { name: /Depot/ })).toHaveCount(0)
})

test('list, card and form fit every screen and are accessible, and fences are deleted', async ({ page }) => {
  test.slow()
  await enter(page, '/fences', loginOf('owner'))
  const look = async (name: string) =>
    inEveryLook(page, async (each) => {
      await expectAccessible(page)
      await expectNoOverflow(page)
      await keepScreenshot(page, `fences-${name}-${each.name}`)
    })
  await expect(page.getByRole('button', { name: /Ring road/ })).toBeVisible()
  await look('list')
  await page.getByRole('button', { name: /Drawn/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Drawn' })).toBeVisible()
  await look('card')
  await page.getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('button', { name: 'Save fence' })).toBeVisible()
  await look('form')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'All fences' }).click()
  // What other journeys see must not ring any more.
  for (const name of ['Drawn', 'Depot', 'Ring road']) {
    await page.getByRole('button', { name: new RegExp(name) }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete fence' }).click()
    await expect(page.getByRole('heading', { level: 2, name })).toHaveCount(0)
  }
  await expect(page.getByRole('heading', { name: 'No fences yet' })).toBeVisible()
})

test('the live map shows fences to whoever asks for them, and leads from one to its page', async ({
  page,
}) => {
  await enter(page, '/fences', loginOf('owner'))
  const parked = await parkedVehicle(page)
  await drawCircle(page, 'Around the yard', parked, 8_000)
  const { origin, searchParams } = new URL(page.url())
  const fenceId = searchParams.get('fence')
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/api/fences') && asked.push(request.url()))
  await page.goto(`${origin}/map?device=${parked.id}`)
  await expect(page.getByRole('option').first()).toBeVisible()
  const canvas = page.locator('.maplibregl-canvas')
  await expect(canvas).toBeVisible()
  expect(asked.filter((url) => url.includes('/area'))).toEqual([])
  await page.getByRole('button', { name: /Map style/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Fences' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => asked.some((url) => url.includes('/area'))).toBe(true)
  const open = page.getByRole('link', { name: 'Open the fence' })
  await expect(async () => {
    for (const [x, y] of [
      [90, 0],
      [-90, 40],
      [40, 110],
      [-60, -110],
    ] as const) {
      const box = await canvas.boundingBox()
      await page.mouse.click(
        (box?.x ?? 0) + (box?.width ?? 0) / 2 + x,
        (box?.y ?? 0) + (box?.height ?? 0) / 2 + y,
      )
      if (await open.isVisible()) break
    }
    await expect(open).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 45_000 })
  await expect(page.getByText('Around the yard').first()).toBeVisible()
  await expectAccessible(page)
  await keepScreenshot(page, 'map-fences')
  await open.click()
  await page.waitForURL(`**/fences?fence=${fenceId}`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete fence' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Around the yard' })).toHaveCount(0)
})

test('a viewer sees fences and changes none', async ({ page }) => {
  await enter(page, '/fences', loginOf('viewer'))
  await expect(page.getByRole('list', { name: 'Fences' })).toBeAttached()
  await expect(page.getByRole('button', { name: 'New', exact: true })).toHaveCount(0)
})
