// Fills one gap: device by device in a fixed order, noting how far it is, so that any process goes on where another stopped.
// It finds what may be missing and asks for no more. When a gap is due is the business of lib/server/jobs.

import { alarmSpan, healBackoffMs, isPastKeeping, type MsSpan, missingSpan } from '@/lib/domain/receive-gap'
import { SAFE_IMEIS_PER_CALL } from '@/lib/jimi/contract/positions'
import { type FailedDevice, type GapDetail, withFailed } from '../data/system/gap-detail'
import {
  closeGap,
  countGapDevices,
  findGapWork,
  type GapDevice,
  type GapWork,
  listGapDevices,
  postponeGap,
  saveGapDetail,
} from '../data/system/heal-gaps'
import { vendorOffsetMs } from '../jimi'
import { type Clock, systemClock } from '../live/clock'
import { log } from '../log'
import { askAlarms, askFixes, askLocations, type DeviceVerdict, VendorPauseError } from './heal-questions'
import { type StoreContext, storeAlarms, storeFixes, storeLocations } from './heal-storage'

export type HealOptions = {
  signal: AbortSignal
  /** Told how far it is, every few seconds. */
  report: (progress: HealProgress) => Promise<void>
  clock?: Clock
}

/** Devices looked at, of how many, and what was filled in. */
export type HealProgress = { done: number; total: number; positions: number; alarms: number }

/** After so long another gap has its turn; the rest of this one goes on after it. */
const TURN_MS = 10 * 60_000
const SAVE_EVERY_MS = 2_000
/** Where only trying tells when the quota is there again. */
const QUOTA_RETRY_MS = 300_000

/**
 * Fills a gap as far as the vendor lets it: to its end, or until its turn is over or the vendor is not to be asked; then it
 * is due again later. Doing it twice changes nothing.
 * @throws the signal's reason, and what the database throws; the gap stays as it was noted last.
 */
export async function healGap(
  { tenantId, gapId }: { tenantId: string; gapId: string },
  options: HealOptions,
): Promise<void> {
  const gap = await findGapWork(tenantId, gapId)
  if (gap === null || (gap.status !== 'open' && gap.status !== 'healing')) return
  await new Healing(gap, options).run()
}

class Healing {
  private readonly clock: Clock
  private readonly span: MsSpan
  private readonly startedMs: number
  private detail: GapDetail
  private savedMs = Number.NEGATIVE_INFINITY
  private hasProgressed = false

  constructor(
    private readonly gap: GapWork,
    private readonly options: HealOptions,
  ) {
    this.clock = options.clock ?? systemClock
    this.startedMs = this.clock.now()
    this.span = { fromMs: gap.startedAt.getTime(), toMs: gap.endedAt.getTime() }
    this.detail = { ...gap.detail, waiting: null, isCut: isPastKeeping(this.span, this.startedMs) }
  }

  async run(): Promise<void> {
    if (this.detail.afterDeviceId === null)
      this.detail = { ...this.detail, done: 0, total: await countGapDevices(this.gap) }
    await this.save()
    try {
      for (let hasMore = true; hasMore; ) {
        if (this.isTurnOver()) return await this.yieldTurn()
        hasMore = await this.healBatch()
      }
    } catch (error) {
      if (error instanceof VendorPauseError) return await this.postpone(error)
      if (!this.options.signal.aborted) await this.putOff()
      throw error
    }
    const { detail, gap } = this
    const status = detail.failedCount > 0 || detail.isCut ? 'partly' : 'healed'
    await closeGap(gap, { detail, status, atMs: this.clock.now() })
    await this.options.report(progressOf(detail))
    log.info({ gapId: gap.id, status, ...progressOf(detail) }, 'gap filled')
  }

  /** As many devices as go into one question. False after the last. */
  private async healBatch(): Promise<boolean> {
    const devices = await listGapDevices({ ...this.gap, detail: this.detail }, SAFE_IMEIS_PER_CALL)
    if (devices.length === 0) return false
    const { signal } = this.options
    const asking = { ref: { tenantId: this.gap.tenantId, id: this.gap.connectionId }, signal }
    const idByImei = new Map(devices.map(({ imei, id }) => [imei, id]))
    const imeis = [...idByImei.keys()]
    const { rows, failed } = await askLocations(asking, imeis)
    await storeLocations(rows, idByImei, await this.context())
    const span = alarmSpan(this.span, this.clock.now())
    if (span !== null) {
      const told = await askAlarms(
        asking,
        imeis.filter((imei) => !failed.has(imei)),
        span,
      )
      const alarms = await storeAlarms(told.rows, idByImei, await this.context())
      this.detail = { ...this.detail, alarms: this.detail.alarms + alarms }
      for (const [imei, verdict] of told.failed) failed.set(imei, verdict)
    }
    const latest = new Map(rows.map(({ imei, fixAt, expired }) => [imei, { fixAt, expired }]))
    for (const device of devices) {
      if (this.isTurnOver()) return true
      await this.healDevice(device, {
        asking,
        earlier: failed.get(device.imei),
        latest: latest.get(device.imei),
      })
    }
    return true
  }

  private async healDevice(
    device: GapDevice,
    known: {
      asking: Parameters<typeof askFixes>[0]
      earlier: DeviceVerdict | undefined
      latest: { fixAt?: Date; expired: boolean } | undefined
    },
  ): Promise<void> {
    const span = this.missingOf(device, known.latest)
    const answer = span === null ? [] : await askFixes(known.asking, device.imei, span)
    const fixes = Array.isArray(answer) ? answer : []
    const positions = fixes.length === 0 ? 0 : await storeFixes(fixes, device.id, await this.context())
    const verdict = Array.isArray(answer) ? known.earlier : answer
    const detail = verdict === undefined ? this.detail : withFailed(this.detail, toFailed(device, verdict))
    this.detail = {
      ...detail,
      afterDeviceId: device.id,
      done: detail.done + 1,
      total: Math.max(detail.total, detail.done + 1),
      positions: detail.positions + positions,
    }
    this.hasProgressed = true
    if (this.clock.now() - this.savedMs >= SAVE_EVERY_MS) await this.save()
  }

  private missingOf(
    { beforeAt, afterAt, expiresAt }: GapDevice,
    latest: { fixAt?: Date; expired: boolean } | undefined,
  ): MsSpan | null {
    // The vendor pushed nothing of a device whose term was over when the gap began.
    const wasOver = expiresAt !== null && expiresAt.getTime() <= this.span.fromMs
    if (wasOver && latest?.expired) return null
    const surroundings = {
      beforeMs: beforeAt?.getTime() ?? null,
      afterMs: afterAt?.getTime() ?? null,
      // An expired device's place is withheld, which says nothing of what it sent.
      vendorLatestMs: latest?.fixAt === undefined || latest.expired ? null : latest.fixAt.getTime(),
    }
    return missingSpan(this.span, surroundings, this.clock.now())
  }

  private async context(): Promise<StoreContext> {
    const { tenantId, connectionId } = this.gap
    const nowMs = this.clock.now()
    return { tenantId, nowMs, vendorNowMs: nowMs + (await vendorOffsetMs({ tenantId, id: connectionId })) }
  }

  private async save(): Promise<void> {
    this.options.signal.throwIfAborted()
    await saveGapDetail(this.gap, this.detail)
    await this.options.report(progressOf(this.detail))
    this.savedMs = this.clock.now()
  }

  private isTurnOver(): boolean {
    return this.clock.now() - this.startedMs >= TURN_MS
  }

  private async yieldTurn(): Promise<void> {
    const later = { nextTryMs: this.clock.now(), failures: 0 }
    await postponeGap(this.gap, { detail: this.detail, status: 'healing', ...later })
  }

  /** A failure of our own may come again at once, and every try costs calls. */
  private async putOff(): Promise<void> {
    const failures = this.gap.failures + 1
    const nextTryMs = this.clock.now() + healBackoffMs(failures)
    const detail = { ...this.detail, waiting: { reason: 'failed' as const, words: null } }
    await postponeGap(this.gap, { detail, status: 'open', nextTryMs, failures }).catch((error: unknown) =>
      log.debug({ err: error }, 'gap not put off'),
    )
  }

  private async postpone({ verdict }: VendorPauseError): Promise<void> {
    const { wait, untilMs, words } = verdict
    const nowMs = this.clock.now()
    const failures = this.hasProgressed ? 1 : this.gap.failures + 1
    const waitMs = wait === 'quota' ? QUOTA_RETRY_MS : healBackoffMs(failures)
    const nextTryMs = Math.max(untilMs ?? 0, nowMs + (untilMs === null ? waitMs : 0))
    const detail = { ...this.detail, waiting: { reason: wait, words } }
    log.info({ gapId: this.gap.id, wait, nextTryAt: new Date(nextTryMs) }, 'filling of a gap waits')
    await postponeGap(this.gap, { detail, status: 'open', nextTryMs, failures })
  }
}

function progressOf({ done, total, positions, alarms }: GapDetail): HealProgress {
  return { done, total, positions, alarms }
}

function toFailed({ imei }: GapDevice, { problem, words }: DeviceVerdict): FailedDevice {
  return { imei, problem, words }
}
