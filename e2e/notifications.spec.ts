import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
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
  push,
  test,
  vehicleAt,
} from './fixtures'

type Got = { headers: IncomingHttpHeaders; body: string }
type Mail = { to: string[]; subject: string; text: string }

/** A system of the tenant's own that takes posts. */
async function startReceiver() {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.end('thank you')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/alarms`, got, close: () => server.close() }
}

async function mails(): Promise<Mail[]> {
  return (await (await fetch(`${demo().mailUrl}/mails.json`)).json()) as Mail[]
}

/** Adds a receiver and answers its secret. */
async function addReceiver(page: Page, name: string, url: string): Promise<string> {
  await page.getByRole('button', { name: 'Add receiver' }).click()
  const form = page.getByRole('form', { name: 'Add receiver' })
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form.getByText('Give the receiver a name.')).toBeVisible()
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('Address').fill('http://10.0.0.1/inside')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(form.getByText(/not a public address/)).toBeVisible()
  await form.getByLabel('Address').fill(url)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const secret = page.getByText(/^whsec_/)
  await expect(secret).toBeVisible()
  return (await secret.textContent()) ?? ''
}

/** As Standard Webhooks say. */
function signatureOf(secret: string, post: Got | undefined): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${post?.headers['webhook-id']}.${post?.headers['webhook-timestamp']}.${post?.body}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

/** Makes a rule about one vehicle: mail and webhook to the owners. */
async function makeRule(
  page: Page,
  { name, vehicle, receiver }: Record<'name' | 'vehicle' | 'receiver', string>,
) {
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('button', { name: 'Save rule' }).click()
  await expect(page.getByText('Give the rule a name.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  for (const severity of ['Warning', 'Note'])
    await page.getByRole('checkbox', { name: severity, exact: true }).check()
  await page.getByRole('radio', { name: 'Some vehicles or accounts' }).check()
  await page.getByRole('searchbox', { name: 'Vehicles one by one' }).fill(vehicle)
  await page.getByRole('list', { name: 'Vehicles one by one' }).getByRole('checkbox').first().check()
  await page.getByRole('checkbox', { name: 'Mail', exact: true }).check()
  await page.getByRole('checkbox', { name: `Webhook: ${receiver}` }).check()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText(/alarms looked at/)).toBeVisible()
}

test('an owner makes a rule, and an alarm comes by mail and as a signed post', async ({ page }) => {
  const receiver = await startReceiver()
  const owner = loginOf('owner')
  const mark = `J${Date.now()}`
  await enter(page, '/settings/notifications', owner)
  const vehicle = await vehicleAt(page, 11)
  const secret = await addReceiver(page, mark, receiver.url)
  await page.getByRole('button', { name: `Send a test to ${mark}` }).click()
  await expect(page.getByText(/answered 200: thank you/).first()).toBeVisible()
  await page.getByRole('link', { name: 'Alarm rules' }).click()
  await makeRule(page, { name: mark, vehicle: vehicle.imei, receiver: mark })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save rule' }).click()
  const row = page.getByRole('listitem').filter({ hasText: mark })
  await expect(row).toBeVisible()

  const at = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const msg = { alertType: '1', alarmTime: at, lat: 41.15, lng: -8.61, gpsSpeed: 42 }
  expect(
    await push('pushalarm', [{ type: 'DEVICE', msgClass: 0, imei: vehicle.imei, msg, gateTime: at }]),
  ).toBe(200)

  const isOurs = ({ to, text }: Mail) => to.includes(owner.email) && text.includes(mark)
  await expect.poll(async () => (await mails()).filter(isOurs).length, { timeout: 40_000 }).toBe(1)
  const mail = (await mails()).find(isOurs)
  expect(mail?.subject).toContain(vehicle.name)
  await expect.poll(() => receiver.got.length, { timeout: 40_000 }).toBe(2)
  const [, post] = receiver.got
  expect(post?.headers['webhook-signature']).toBe(signatureOf(secret, post))
  expect(JSON.parse(post?.body ?? '{}')).toMatchObject({ type: 'alarm', vehicle: { imei: vehicle.imei } })

  await row.getByRole('button', { name: `Edit ${mark}` }).click()
  await page.getByRole('button', { name: 'Remove rule' }).click()
  await page.getByRole('button', { name: 'Remove for good' }).click()
  // The list stands where the form stood once the rule is gone.
  await expect(page.getByRole('button', { name: 'New rule' })).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.getByRole('link', { name: 'Notifications' }).click()
  await expect(page.getByRole('list', { name: 'For you' }).getByText(mark).first()).toBeVisible()
  await page.getByRole('button', { name: `Remove ${mark}`, exact: true }).click()
  await page.getByRole('button', { name: `Remove ${mark} for good` }).click()
  await expect(page.getByText(receiver.url)).toHaveCount(0)
  receiver.close()
})

test('an owner finds a post in the log, with what was sent, and sends it again by keyboard', async ({
  page,
}) => {
  const receiver = await startReceiver()
  const mark = `L${Date.now()}`
  await enter(page, '/settings/notifications', loginOf('owner'))
  const secret = await addReceiver(page, mark, receiver.url)
  await page.getByRole('button', { name: `Send a test to ${mark}` }).click()
  await expect(page.getByText(/answered 200: thank you/).first()).toBeVisible()
  await page.getByRole('link', { name: `All posts to ${mark}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Deliveries' })).toBeVisible()
  await expect(page.getByLabel('Sent to')).toHaveValue(/^[0-9a-f-]{36}$/)
  const item = page.getByRole('list', { name: 'Deliveries, the newest first' }).getByRole('listitem').first()
  await expect(item).toContainText('Delivered')
  await expect(item).toContainText('HTTP 200')
  await item.locator('summary').focus()
  await page.keyboard.press('Enter')
  const [first] = receiver.got
  await expect(item.getByText(String(first?.headers['webhook-id'])).first()).toBeVisible()
  await expect(item.locator('pre')).toHaveText(first?.body ?? '')
  await inEveryLook(page, async ({ name }) => {
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, `deliveries-${name}`)
  })
  await item.getByRole('button', { name: 'Send again' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => receiver.got.length, { timeout: 20_000 }).toBe(2)
  const [, second] = receiver.got
  expect(second?.body).toBe(first?.body)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.headers['webhook-signature']).toBe(signatureOf(secret, second))
  await expect(item).toContainText('2 tries', { timeout: 20_000 })
  await expect(item.getByText('No. 2')).toBeVisible()

  await page.getByLabel('State').selectOption('Given up')
  await expect(page.getByText('No delivery fits')).toBeVisible()
  await page.getByRole('link', { name: 'Notifications' }).click()
  await page.getByRole('button', { name: `Remove ${mark}`, exact: true }).click()
  await page.getByRole('button', { name: `Remove ${mark} for good` }).click()
  await expect(page.getByText(receiver.url)).toHaveCount(0)
  receiver.close()
})

test('rules and notifications are accessible in every look', async ({ page }) => {
  const pages = [
    '/settings/alarm-rules',
    '/settings/alarm-rules?rule=new',
    '/settings/notifications',
  ] as const
  for (const [index, path] of pages.entries()) {
    await enter(page, path, loginOf('owner'))
    const ready = ['New rule', 'Save rule', 'Save quiet hours'][index] ?? ''
    await expect(page.getByRole('button', { name: ready })).toBeVisible()
    await inEveryLook(page, async ({ name }) => {
      await expectAccessible(page)
      await expectNoOverflow(page)
      await keepScreenshot(page, `notify-${index}-${name}`)
    })
  }
})

test('dispatchers see the rules and cannot change them, viewers have none', async ({ page }) => {
  await enter(page, '/settings/alarm-rules', loginOf('dispatcher'))
  await expect(page.getByRole('heading', { name: 'Alarm rules' })).toBeVisible()
  await expect(page.getByText('Owners of your organisation').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'New rule' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Notifications' }).click()
  await expect(page.getByRole('heading', { name: 'Web push' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toHaveCount(0)
  for (const path of ['/settings/alarm-rules', '/settings/deliveries'] as const) {
    const response = await enter(page, path, loginOf('viewer'))
    expect(response?.status()).toBe(404)
  }
})
