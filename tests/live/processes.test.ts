import { expect, test } from 'vitest'
import { describeOnPostgres } from '../db/each-database'
import { ACME_ACCOUNTS, INTERVAL_MS, prepareLiveSetting } from './live-setting'
import { openPage } from './page'

const setting = prepareLiveSetting()

describeOnPostgres('several processes on one database', () => {
  test('one polls and the others follow: as many vendor calls as one process makes', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const imei = on.vendor.world.imeisOf('north-depot')[0] ?? ''
    const [first, second] = [on.startService(), on.startService()]
    const near = await on.openSettledPage(first, customer)
    const far = await openPage(second, customer.ref)
    await second.maintain()
    on.vendor.world.place(imei, { lat: 42, lng: -8, atMs: on.clock.now() + 5_000 })
    await on.nextRound(first)
    expect(near.latOf(imei)).toBe(42)
    await on.clock.advance(INTERVAL_MS)
    await expect
      .poll(() => {
        second.hub.step()
        return far.latOf(imei)
      })
      .toBe(42)
    await on.untilLocationCalls(3 * ACME_ACCOUNTS)
  })

  test('when the one that polls goes, another takes over', async () => {
    const on = setting()
    const customer = await on.knownTenant()
    const [first, second] = [on.startService(), on.startService()]
    await on.openSettledPage(first, customer)
    await openPage(second, customer.ref)
    await second.maintain()
    await first.stop()
    await on.clock.advance(INTERVAL_MS)
    await on.untilLocationCalls(2 * ACME_ACCOUNTS)
  })
})
