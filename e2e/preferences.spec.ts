import type { Page } from '@playwright/test'
import { type Command, type CommandPage, commandPageSchema } from '../lib/domain/api/command'
import { type Readings, readingsSchema } from '../lib/domain/api/telemetry'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  hookOf,
  inEveryLook,
  keepScreenshot,
  loginOf,
  push,
  test,
  type Vehicle,
  vehicleAt,
} from './fixtures'

/** On either side of New York's change to summer time, 2026 (IANA). */
const BEFORE = '2026-03-08T06:59:59.000Z'
const AFTER = '2026-03-08T07:00:00.000Z'

/** As an English page says them, whatever the order of day and month is where the browser is. */
const ZONES = [
  {
    zone: 'Africa/Nairobi',
    units: 'Kilometres, km/h',
    times: ['09:59:59', '10:00:00'],
    day: '2026-03-08T09:59',
  },
  {
    zone: 'Asia/Kathmandu',
    units: 'Kilometres, km/h',
    times: ['12:44:59', '12:45:00'],
    day: '2026-03-08T12:44',
  },
  { zone: 'America/New_York', units: 'Miles, mph', times: ['01:59:59', '03:00:00'], day: '2026-03-08T01:59' },
] as const

type Choice = { zone: string; units: string; temperature?: string }

async function choose(page: Page, { zone, units, temperature }: Choice): Promise<void> {
  await page.goto(`${demo().url}/settings/preferences`)
  const field = page.getByRole('combobox', { name: 'Time zone' })
  // What is typed before the page has come to life does not stay.
  await expect(async () => {
    await field.fill(zone)
    await field.press('Tab')
    await expect(field).toHaveValue(zone, { timeout: 1_000 })
  }).toPass()
  await page.getByText(units, { exact: true }).click()
  if (temperature !== undefined) await page.getByText(temperature, { exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
}

const commandAt = (at: string, id: string): Command => ({
  id,
  deviceId: id,
  deviceName: 'A vehicle',
  plate: null,
  imei: '860000000000000',
  batchId: null,
  order: { door: 'template', template: 'STATUS#', params: [] },
  text: 'STATUS#',
  kind: 'other',
  state: 'answered',
  reason: null,
  requestedById: id,
  requestedByName: null,
  requestedAt: at,
  approvedByName: null,
  approvedAt: null,
  sentAt: at,
  settledAt: at,
  expiresAt: null,
  answer: 'OK',
  outcome: 'answered',
  vendorCode: null,
  isMine: true,
})

const OLDEST = '00000000-0000-4000-8000-000000000001'

/** Two commands, and that no more were looked through than back to the earlier of them. */
const COMMANDS: CommandPage = {
  commands: [commandAt(BEFORE, OLDEST), commandAt(AFTER, '00000000-0000-4000-8000-000000000002')],
  next: `${Date.parse(BEFORE)}_${OLDEST}`,
  searchedTo: BEFORE,
}

test("pages say times in the reader's zone, on both sides of a clock change, and lengths in their units", async ({
  page,
}) => {
  test.slow()
  await enter(page, '/settings/preferences', loginOf('viewer', 1))
  // Commands of those moments: the rest of the page is as it is.
  await page.route(/\/api\/commands(\?.*)?$/, (route) =>
    route.fulfill({ json: commandPageSchema.parse(COMMANDS) }),
  )
  const vehicle = await vehicleAt(page, 0)
  for (const each of ZONES) {
    await choose(page, each)
    await page.goto(`${demo().url}/commands`)
    const rows = page.getByRole('list', { name: 'History' }).getByRole('listitem')
    await expect(rows.nth(0)).toContainText(each.times[0])
    await expect(rows.nth(1)).toContainText(each.times[1])
    await expect(page.getByText(/^Looked through back to/)).toContainText(each.times[0])
    await page.goto(`${demo().url}/replay?v=${vehicle.id}&from=2026-03-08T06:59Z&to=2026-03-08T08:00Z`)
    await expect(page.locator('input[type=datetime-local]').first()).toHaveValue(each.day)
    await expect(page.getByText(each.zone.replaceAll('_', ' ')).first()).toBeVisible()
  }
  await page.goto(`${demo().url}/map?device=${vehicle.id}`)
  await expect(page.getByText(/\d mph/).first()).toBeVisible()
  await expect(page.getByText(/\d km\/h/)).toHaveCount(0)
  await choose(page, { zone: '', units: 'Kilometres, km/h' })
})

/** A minute of an address. */
const minute = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 16)}Z`

const COMING = { timeout: 60_000 }
const METRIC = /\d\s?(km\/h|km|°C)\b/

test('who reads miles and Fahrenheit meets no kilometre and no degree Celsius on the way through the app', async ({
  page,
}) => {
  test.slow()
  await enter(page, '/settings/preferences', loginOf('viewer', 1))
  const vehicle = await vehicleAt(page, 0)
  const toMs = Date.now() - 60_000
  const times = `from=${minute(toMs - 24 * 3_600_000)}&to=${minute(toMs)}`
  const fences = page.getByRole('list', { name: 'Fences' })
  const stops = [
    [
      '/alarms?box=all',
      page
        .getByRole('option')
        .first()
        .or(page.getByText('No alarms', { exact: true })),
    ],
    [`/reports?kind=trips&v=${vehicle.id}&range=today&run=1`, page.getByText(/^The report is done: /)],
    ['/fences', fences.getByRole('listitem').first().or(page.getByText('No fences yet'))],
    [`/replay?v=${vehicle.id}&${times}`, page.getByRole('region', { name: /^Totals of/ })],
    [`/map?device=${vehicle.id}`, page.getByText(/\d mph/).first()],
    [`/devices/${vehicle.imei}?range=24h`, page.getByRole('heading', { level: 1 }).first()],
  ] as const
  try {
    await choose(page, { zone: '', units: 'Miles, mph', temperature: 'Fahrenheit, °F' })
    for (const [path, shown] of stops) {
      await page.goto(demo().url + path)
      await expect(shown).toBeAttached(COMING)
      // What the page fetches after it is there is read too.
      await expect(page.getByRole('status').filter({ hasText: /^Loading/ })).toHaveCount(0, COMING)
      await expect(page.locator('main')).not.toContainText(METRIC, { useInnerText: true })
    }
  } finally {
    await choose(page, { zone: '', units: 'Kilometres, km/h', temperature: 'Celsius, °C' })
  }
})

const EVERY_MS = 600_000

/** A cold load: 5 °C every ten minutes, as a device with a sensor pushes it. */
async function cool({ imei }: Vehicle, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<void> {
  const rows = Array.from({ length: Math.floor((toMs - fromMs) / EVERY_MS) }, (_each, index) => {
    const at = new Date(fromMs + index * EVERY_MS).toISOString().slice(0, 19).replace('T', ' ')
    return { deviceImei: imei, tem: 5, hum: 60, gateTime: at, postTime: at }
  })
  expect(await push('pushtem', rows, hookOf(1))).toBe(200)
}

test("the replay's chart says miles and Fahrenheit in its choices, at its cursor and in every look", async ({
  page,
}) => {
  test.slow()
  await enter(page, '/settings/preferences', loginOf('viewer', 1))
  const vehicle = await vehicleAt(page, 0)
  const toMs = Date.now() - 60_000
  const fromMs = toMs - 6 * 3_600_000
  await cool(vehicle, { fromMs, toMs })
  // As many readings as are not read whole would take weeks of a device: the answer alone is told to be short of some.
  const short = (readings: Readings): Readings => ({ ...readings, cutKinds: ['temperature'] })
  await page.route('**/readings?*', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: short(readingsSchema.parse(await answer.json())) })
  })
  try {
    await choose(page, { zone: '', units: 'Miles, mph', temperature: 'Fahrenheit, °F' })
    await page.goto(`${demo().url}/replay?v=${vehicle.id}&from=${minute(fromMs)}&to=${minute(toMs)}`)
    const chart = page.getByRole('figure').filter({ has: page.getByRole('application') })
    await expect(chart.getByRole('button', { name: 'Speed (mph)' })).toBeVisible(COMING)
    const cut = chart.getByText('There are more readings than can be shown at once')
    // Of the speed nothing is missing.
    await expect(cut).toHaveCount(0)
    const plot = chart.getByRole('application')
    await plot.focus()
    await plot.press('ArrowRight')
    await expect(chart.getByText(/: -?\d+(\.\d+)? mph$/)).toBeAttached()

    await chart.getByRole('button', { name: 'Temperature (°F)' }).click()
    await expect(cut).toBeVisible()
    await page.getByRole('slider', { name: 'Time' }).press('End')
    // 5 °C are 41 °F.
    await expect(chart.getByText('41 °F', { exact: true })).toBeVisible()
    await expect(chart.getByText(/°C/)).toHaveCount(0)
    await inEveryLook(page, async (look) => {
      await expect(chart.getByRole('application')).toBeAttached()
      await expectAccessible(page)
      // On a phone it stands further down in the sheet.
      await chart.getByRole('application').scrollIntoViewIfNeeded()
      await keepScreenshot(page, `replay-chart-fahrenheit-${look.name}`)
    })
  } finally {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await choose(page, { zone: '', units: 'Kilometres, km/h', temperature: 'Celsius, °C' })
  }
})
