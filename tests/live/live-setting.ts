// What every test of the live path needs: a vendor of its own, a clock that stands still, and services that end with it.

import { afterEach, beforeEach, expect } from 'vitest'
import { LiveService } from '@/lib/server/live/live'
import { type ManualClock, manualClock } from './manual-clock'
import { openPage, type Page } from './page'
import { type Customer, connectTenant, forgetVendor, startVendor, storeRoster, type Vendor } from './vendor'

export const LOCATIONS = 'jimi.user.device.location.list'
export const LOCATION_GET = 'jimi.device.location.get'
export const TRACK = 'jimi.device.track.list'
export const INTERVAL_MS = 10_000
/** What `acme` and the accounts below it have, see fleet-world.ts. */
export const ACME_DEVICES = 11
export const ACME_ACCOUNTS = 4

/** The setting of one test; made anew before each. */
export class LiveSetting {
  readonly services: LiveService[] = []

  constructor(
    readonly vendor: Vendor,
    readonly clock: ManualClock,
  ) {}

  startService(encodings?: string[]): LiveService {
    const onEncode = (kind: string) => encodings?.push(kind)
    const service = new LiveService({ clock: this.clock, intervalMs: INTERVAL_MS, onEncode })
    this.services.push(service)
    return service
  }

  /** A tenant whose roster is known already. */
  async knownTenant(login = 'acme'): Promise<Customer> {
    const customer = await connectTenant(this.vendor, login)
    await storeRoster(this.vendor, customer, login)
    return customer
  }

  async callsOf(method: string): Promise<number> {
    return (await this.vendor.calls())[method] ?? 0
  }

  /** Waits until the vendor was asked for locations `count` times in all. */
  async untilLocationCalls(count: number): Promise<void> {
    await expect.poll(() => this.callsOf(LOCATIONS), { timeout: 8_000 }).toBe(count)
  }

  /** Waits until the poller has stored what it was told and sleeps until its next look. */
  async untilAsleep(): Promise<void> {
    await expect.poll(() => this.clock.sleepers, { timeout: 8_000 }).toBeGreaterThan(0)
  }

  /** Lets one interval pass and waits for the round it brings, then for the frame. */
  async nextRound(service: LiveService): Promise<void> {
    const before = await this.callsOf(LOCATIONS)
    await this.clock.advance(INTERVAL_MS)
    await this.untilLocationCalls(before + ACME_ACCOUNTS)
    await this.untilAsleep()
    service.hub.step()
  }

  /** A page of the whole tenant after the first round of an `acme` fleet. */
  async openSettledPage(service: LiveService, customer: Customer): Promise<Page> {
    const page = await openPage(service, customer.ref)
    await service.maintain()
    await this.untilLocationCalls(ACME_ACCOUNTS)
    await this.untilAsleep()
    service.hub.step()
    return page
  }
}

/** Makes a setting before each test of the file and ends it afterwards. */
export function prepareLiveSetting(): () => LiveSetting {
  let setting: LiveSetting | null = null
  beforeEach(async () => {
    forgetVendor()
    setting = new LiveSetting(await startVendor(), manualClock(Date.now()))
  })
  afterEach(async () => {
    for (const service of setting?.services ?? []) await service.stop()
    await setting?.vendor.close()
  })
  return () => {
    if (setting === null) throw new Error('only within a test')
    return setting
  }
}
