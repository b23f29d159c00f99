import type { Page } from '@playwright/test'
import type { Command } from '../lib/domain/api/command'
import { demo, enter, expect, loginOf, test, vehicleAt } from './fixtures'

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

async function choose(page: Page, { zone, units }: { zone: string; units: string }): Promise<void> {
  await page.goto(`${demo().url}/settings/preferences`)
  const field = page.getByRole('combobox', { name: 'Time zone' })
  // What is typed before the page has come to life does not stay.
  await expect(async () => {
    await field.fill(zone)
    await field.press('Tab')
    await expect(field).toHaveValue(zone, { timeout: 1_000 })
  }).toPass()
  await page.getByText(units, { exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
}

const commandAt = (at: string, id: string): Partial<Command> => ({
  id,
  deviceId: id,
  deviceName: 'A vehicle',
  plate: null,
  imei: '860000000000000',
  batchId: null,
  text: 'STATUS#',
  kind: 'other',
  state: 'answered',
  reason: null,
  requestedByName: null,
  requestedAt: at,
  sentAt: at,
  settledAt: at,
  expiresAt: null,
  answer: 'OK',
  outcome: 'answered',
  vendorCode: null,
  isMine: true,
})

const commands = [
  commandAt(BEFORE, '00000000-0000-4000-8000-000000000001'),
  commandAt(AFTER, '00000000-0000-4000-8000-000000000002'),
]

test("pages say times in the reader's zone, on both sides of a clock change, and lengths in their units", async ({
  page,
}) => {
  test.slow()
  await enter(page, '/settings/preferences', loginOf('viewer', 1))
  // Commands of those moments: the rest of the page is as it is.
  await page.route(/\/api\/commands(\?.*)?$/, (route) =>
    route.fulfill({ json: { commands, total: 2, pageSize: 25 } }),
  )
  const vehicle = await vehicleAt(page, 0)
  for (const each of ZONES) {
    await choose(page, each)
    await page.goto(`${demo().url}/commands`)
    const rows = page.getByRole('list', { name: 'History' }).getByRole('listitem')
    await expect(rows.nth(0)).toContainText(each.times[0])
    await expect(rows.nth(1)).toContainText(each.times[1])
    await page.goto(`${demo().url}/replay?v=${vehicle.id}&from=2026-03-08T06:59Z&to=2026-03-08T08:00Z`)
    await expect(page.locator('input[type=datetime-local]').first()).toHaveValue(each.day)
    await expect(page.getByText(each.zone.replaceAll('_', ' ')).first()).toBeVisible()
  }
  await page.goto(`${demo().url}/map?device=${vehicle.id}`)
  await expect(page.getByText(/\d mph/).first()).toBeVisible()
  await expect(page.getByText(/\d km\/h/)).toHaveCount(0)
  await choose(page, { zone: '', units: 'Kilometres, km/h' })
})
