// Calls to the stand-in for the vendor as somebody else's program makes them: signed by hand, past Milepost.

import { createHash } from 'node:crypto'
import { readTokens, sandbox } from './fixtures'

type Params = Readonly<Record<string, string>>
type Answer = { code: number; message: string; result: unknown }

/** One signed call. Throws when the vendor refuses it. */
export async function callVendor(method: string, params: Params): Promise<unknown> {
  const answer = await post(method, params)
  if (answer.code !== 0) throw new Error(`${method}: ${answer.code} ${answer.message}`)
  return answer.result
}

/** A token the vendor honours that reaches this vehicle: of those the app holds, so that none of them is replaced. */
export async function tokenReaching(imei: string): Promise<string> {
  for (const token of await readTokens()) {
    const { code } = await post('jimi.track.device.detail', { access_token: token, imei })
    if (code === 0) return token
  }
  throw new Error(`No account of the app reaches ${imei}.`)
}

/** Sets how many calls a second the vendor takes, 0 for any number. Tells how many it took before. */
export async function setRate(ratePerSecond: number): Promise<number> {
  const url = `${sandbox().controlUrl}/switches`
  const before = (await (await fetch(url)).json()) as { ratePerSecond: number }
  const response = await fetch(url, { method: 'PATCH', body: JSON.stringify({ ratePerSecond }) })
  if (!response.ok) throw new Error(`The sandbox refused the rate: ${await response.text()}`)
  return before.ratePerSecond
}

async function post(method: string, params: Params): Promise<Answer> {
  const { url, appKey, appSecret } = sandbox()
  const timestamp = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const common = { method, app_key: appKey, timestamp, sign_method: 'md5', v: '1.0', format: 'json' }
  const sent: Params = { ...common, ...params }
  const signed = Object.entries(sent)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value)
  const sign = createHash('md5')
    .update(appSecret + signed.join('') + appSecret, 'utf8')
    .digest('hex')
    .toUpperCase()
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...sent, sign }) })
  return (await response.json()) as Answer
}
