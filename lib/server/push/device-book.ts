// Which device an IMEI is, for a connection that received something of it. Each tenant's devices are read once and looked
// up in memory; those that are not found are asked for again, as a roster may just have brought them.

import { type DevicePlace, listDevicePlaces } from '../data/system/device-places'
import { type Clock, systemClock } from '../live/clock'
import type { ConnectionRef } from '../services/upstream-health'
import { singleton } from '../singleton'

/**
 * Whose device an IMEI is: its id, or that the tenant has none of that number (also when another tenant has), or has it
 * with another connection.
 */
export type DeviceAnswer = { deviceId: string } | 'unknown_device' | 'foreign_device'

/** The book of this process. */
export function deviceBook(): DeviceBook {
  return singleton('device-book', () => new DeviceBook({ clock: systemClock, read: listDevicePlaces }))
}

export type DeviceBookOptions = {
  clock: Clock
  /** Devices in the roster of a tenant, all or those of these IMEIs. */
  read: (tenantId: string, imeis: readonly string[] | null) => Promise<DevicePlace[]>
}

/** Devices that left the roster or changed hands are noticed so late at most. */
const REREAD_AFTER_MS = 120_000
/** A number that was not found is not asked for again before. */
const MISS_LASTS_MS = 5_000
/** Beyond so many remembered misses of a tenant all are forgotten, so that made-up numbers do not fill the memory. */
const MAX_MISSES = 10_000

type TenantBook = { readMs: number; devices: Map<string, DevicePlace>; misses: Map<string, number> }

export class DeviceBook {
  private readonly books = new Map<string, TenantBook>()
  private readonly readings = new Map<string, Promise<TenantBook>>()

  constructor(private readonly options: DeviceBookOptions) {}

  /** Whose these IMEIs are, each once. Throws what the database throws. */
  async resolve(ref: ConnectionRef, imeis: readonly string[]): Promise<Map<string, DeviceAnswer>> {
    const book = await this.bookOf(ref.tenantId)
    const missing = [...new Set(imeis)].filter((imei) => this.isMiss(book, imei, ref.id))
    if (missing.length > 0) await this.askFor(ref, book, missing)
    return new Map(imeis.map((imei) => [imei, answerOf(book.devices.get(imei), ref.id)]))
  }

  /** Reads a tenant's devices anew at the next question, such as after a roster was read. */
  forget(tenantId: string): void {
    this.books.delete(tenantId)
    this.readings.delete(tenantId)
  }

  private async bookOf(tenantId: string): Promise<TenantBook> {
    const book = this.books.get(tenantId)
    if (book === undefined) return this.read(tenantId)
    const nowMs = this.options.clock.now()
    if (nowMs - book.readMs >= REREAD_AFTER_MS) {
      // Nobody waits for it, and when it fails the known book is good for another while.
      book.readMs = nowMs
      this.read(tenantId).catch(() => {})
    }
    return book
  }

  private read(tenantId: string): Promise<TenantBook> {
    const running = this.readings.get(tenantId)
    if (running !== undefined) return running
    const reading = this.readAll(tenantId)
    this.readings.set(tenantId, reading)
    const isCurrent = () => this.readings.get(tenantId) === reading
    return reading
      .then((book) => {
        if (isCurrent()) this.books.set(tenantId, book)
        return book
      })
      .finally(() => {
        if (isCurrent()) this.readings.delete(tenantId)
      })
  }

  private async readAll(tenantId: string): Promise<TenantBook> {
    const readMs = this.options.clock.now()
    const places = await this.options.read(tenantId, null)
    return { readMs, devices: new Map(places.map((place) => [place.imei, place])), misses: new Map() }
  }

  /** A device of another connection may have moved here meanwhile, so that it is asked for like one that is unknown. */
  private isMiss(book: TenantBook, imei: string, connectionId: string): boolean {
    if (book.devices.get(imei)?.connectionId === connectionId) return false
    const askedMs = book.misses.get(imei)
    return askedMs === undefined || this.options.clock.now() - askedMs >= MISS_LASTS_MS
  }

  private async askFor(ref: ConnectionRef, book: TenantBook, imeis: readonly string[]): Promise<void> {
    const places = await this.options.read(ref.tenantId, imeis)
    for (const place of places) book.devices.set(place.imei, place)
    const mine = new Set(places.filter((place) => place.connectionId === ref.id).map(({ imei }) => imei))
    if (book.misses.size + imeis.length > MAX_MISSES) book.misses.clear()
    for (const imei of imeis) if (!mine.has(imei)) book.misses.set(imei, this.options.clock.now())
  }
}

function answerOf(place: DevicePlace | undefined, connectionId: string): DeviceAnswer {
  if (place === undefined) return 'unknown_device'
  return place.connectionId === connectionId ? { deviceId: place.id } : 'foreign_device'
}
