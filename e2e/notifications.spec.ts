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
  const secret = page.getByText(/^mwh_/)
  await expect(secret).toBeVisible()
  return (await secret.textContent()) ?? ''
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
  const signed = `${post?.headers['milepost-timestamp']}.${post?.body}`
  const signature = `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`
  expect(post?.headers['milepost-signature']).toBe(signature)
  expect(JSON.parse(post?.body ?? '{}')).toMatchObject({ type: 'alarm', vehicle: { imei: vehicle.imei } })

  await row.getByRole('button', { name: `Edit ${mark}` }).click()
  await page.getByRole('button', { name: 'Remove rule' }).click()
  await page.getByRole('button', { name: 'Remove for good' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('link', { name: 'Notifications' }).click()
  await expect(page.getByRole('list', { name: 'For you' }).getByText(mark).first()).toBeVisible()
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
  const response = await enter(page, '/settings/alarm-rules', loginOf('viewer'))
  expect(response?.status()).toBe(404)
})
