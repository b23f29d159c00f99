// Values that cannot be taken: at each field it is said why, and what is typed stays.

import type { Page } from '@playwright/test'
import { firstWith, get, vehiclesOf } from './command-fixtures'
import {
  demo,
  enter,
  expect,
  expectAccessible,
  expectNoOverflow,
  inEveryLook,
  keepScreenshot,
  loginOf,
  test,
} from './fixtures'

const SOON = { timeout: 20_000 }

async function look(page: Page, name: string): Promise<void> {
  await inEveryLook(page, async (each) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `wrong-${name}-${each.name}`)
  })
}

test('at a value of a command it is said that it is too long or empty, and nothing of it is cut off', async ({
  page,
}) => {
  await enter(page, '/commands')
  const { id } = await firstWith(page, await vehiclesOf(page, 'parked'), { start: 'SOS,' })
  await page.goto(`${demo().url}/commands?devices=${id}`)
  await page.getByRole('combobox', { name: 'Command', exact: true }).selectOption({ label: 'SOS setting' })
  const [first, second, third] = [1, 2, 3].map((place) => page.getByLabel(`Value ${place}`))
  const send = page.getByRole('button', { name: 'Send', exact: true })
  // The server takes values of up to 500 characters.
  const long = '7'.repeat(501)
  await first?.fill(long)
  await expect(page.getByText('500 characters at most.')).toBeVisible()
  await expect(first ?? page.locator('none')).toHaveAttribute('aria-invalid', 'true')
  await expect(first ?? page.locator('none')).toHaveValue(long)
  await expect(send).toBeDisabled()
  await second?.fill('{0}')
  await expect(page.getByText('This can be read in more than one way').first()).toBeVisible()
  // The third place is empty, which is asked about and nothing against sending.
  await expect(page.getByText('Left empty on purpose?')).toHaveCount(1)
  await look(page, 'command')
  await first?.fill('115')
  await second?.fill('116')
  await expect(page.getByText('500 characters at most.')).toHaveCount(0)
  await expect(page.getByText('Left empty on purpose?')).toHaveCount(1)
  await expect(send).toBeEnabled()
  await third?.fill('117')
  await expect(page.getByText('Left empty on purpose?')).toHaveCount(0)
})

test('bytes that are none are said to be none', async ({ page }) => {
  await enter(page, '/commands', loginOf('owner'))
  const raw = async () => {
    for (const { id } of await vehiclesOf(page, 'parked'))
      if ((await get<{ hasRaw: boolean }>(page, `/api/commands/device/${id}`))?.hasRaw) return id
    throw new Error('No vehicle takes raw bytes.')
  }
  await page.goto(`${demo().url}/commands?devices=${await raw()}`)
  await page.getByRole('combobox', { name: 'Command', exact: true }).selectOption({ label: 'Raw bytes' })
  const bytes = page.getByLabel('Bytes in hex')
  await bytes.fill('0B 0')
  await expect(page.getByText('These are not whole bytes in hex.').first()).toBeVisible()
  await expect(bytes).toHaveAttribute('aria-invalid', 'true')
  await expect(bytes).toHaveValue('0B 0')
  await bytes.fill('0B02C3')
  await expect(page.getByText('These are not whole bytes in hex.')).toHaveCount(0)
})

test("an inbox's own span that ends before it begins, or is no time, is refused in words", async ({
  page,
}) => {
  await enter(page, '/alarms?box=all')
  await page.getByRole('button', { name: 'Filters' }).click(SOON)
  await page.getByRole('combobox', { name: 'Began' }).selectOption({ label: 'Between two times' })
  const from = page.getByLabel('From', { exact: true })
  const to = page.getByLabel('To', { exact: true })
  await from.fill('2026-03-02T08:00')
  await expect(page).toHaveURL(/from=2026-03-/)
  await to.fill('2026-03-01T08:00')
  await expect(page.getByRole('alert').filter({ hasText: 'This must be after "From".' })).toBeVisible()
  await expect(to).toHaveAttribute('aria-invalid', 'true')
  await expect(from).toHaveValue('2026-03-02T08:00')
  await expect(to).toHaveValue('2026-03-01T08:00')
  // The list keeps the last right span.
  await expect(page).not.toHaveURL(/[?&]to=/)
  await look(page, 'alarm-span')
  await to.fill('2026-03-03T08:00')
  await expect(page.getByText('This must be after "From".')).toHaveCount(0)
  await expect(page).toHaveURL(/[?&]to=2026-03-03/)

  // Half of a date is no date: a browser tells its field's text as empty then.
  await to.fill('')
  await to.press('1')
  await from.focus()
  await expect(page.getByRole('alert').filter({ hasText: 'Enter a date and a time.' })).toBeVisible()
  await expect(to).toHaveAttribute('aria-invalid', 'true')
  await expect(from).toHaveValue('2026-03-02T08:00')
})

test('a search of alarms that is too long stays as it is typed, and it is said that it is not looked for', async ({
  page,
}) => {
  await enter(page, '/alarms?box=all')
  const search = page.getByRole('searchbox', { name: 'Search alarms, vehicles, plates' })
  await expect(search).toBeVisible(SOON)
  // The server takes searches of up to 100 characters.
  const long = 'q'.repeat(101)
  await search.fill(long)
  await expect(page.getByRole('alert').filter({ hasText: 'At most 100 characters' })).toBeVisible()
  await expect(search).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'alarm-search')
  await expect(search).toHaveValue(long)
  await expect(page).not.toHaveURL(/q=/)
  await search.fill(long.slice(1))
  await expect(page.getByText('At most 100 characters')).toHaveCount(0)
  await expect(page).toHaveURL(/q=q{100}$/)
})

test('a day of recordings that is none, or has not begun, is refused in words', async ({ page }) => {
  await enter(page, '/video', loginOf('owner'))
  const cameras = page.getByRole('list', { name: 'Vehicles with cameras' })
  await cameras.getByRole('link').or(cameras.getByRole('button')).first().click(SOON)
  await page.waitForURL(/device=/)
  const device = new URL(page.url()).searchParams.get('device')
  await page.goto(`${demo().url}/video?device=${device}&tab=recordings&day=2026-03-01`)
  const day = page.getByLabel('Day', { exact: true })
  await expect(day).toHaveValue('2026-03-01', SOON)
  await day.fill('2099-01-01')
  await day.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'This day has not begun.' })).toBeVisible()
  await expect(day).toHaveValue('2099-01-01')
  await expect(day).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/day=2026-03-01/)
  await look(page, 'video-day')
  await day.fill('')
  await day.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Type a day.' })).toBeVisible()
  await day.fill('2026-03-02')
  await day.press('Enter')
  await expect(page).toHaveURL(/day=2026-03-02/)
  await expect(page.getByText('Type a day.')).toHaveCount(0)
})
