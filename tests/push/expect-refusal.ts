// A post that is refused must cost nothing and hold up nobody.

import { expect } from 'vitest'
import { countRows, EXAMPLE_IMEIS, gpsItem, type PushTenant, post } from './push-world'

export type Refusal = { status: number; code: number }

/** The same post but for what is wrong with it; afterwards a right one must still work. */
export async function expectRefusal(
  { tenantId, hook, token }: PushTenant,
  expected: Refusal,
  act: () => ReturnType<typeof post>,
): Promise<void> {
  const before = await countRows(tenantId)
  const answer = await act()
  expect(answer.status).toBe(expected.status)
  expect(JSON.parse(answer.body).code).toBe(expected.code)
  expect(await countRows(tenantId)).toBe(before)
  const data_list = JSON.stringify([gpsItem(EXAMPLE_IMEIS[0])])
  const next = await post(hook, 'pushgps', { form: { token, data_list } })
  expect(next.status).toBe(200)
}
