// A customer whose vehicles bear the hostile names at the vendor, read from there as every roster is, and what the files and
// pages of the tests are measured by.

import { Window } from 'happy-dom'
import type { Viewer } from '@/lib/server/access'
import { db } from '@/lib/server/db'
import { importRoster } from '@/lib/server/services/roster'
import { HOSTILE_NAMES, storedName } from '../fixtures/hostile-names'
import { createFleetWorld } from '../live/fleet-world'
import { connectTenant, forgetVendor, startVendor } from '../live/vendor'

const COUNTS = { acme: HOSTILE_NAMES.length }

export type HostileVehicle = { id: string; imei: string; key: string; name: string }
export type HostileWorld = { owner: Viewer; vehicles: HostileVehicle[]; close(): Promise<void> }

/** Thirty vehicles whose name, plate, driver, group and remark are a hostile name each; `name` is what has to be stored. */
export async function makeHostileWorld(): Promise<HostileWorld> {
  forgetVendor()
  const world = createFleetWorld(Date.now(), COUNTS)
  const devices = world.devices.map((device, index) => {
    const name = HOSTILE_NAMES[index]?.name ?? ''
    return { ...device, deviceName: name, plate: name, driverName: name, groupName: name, remark: name }
  })
  const vendor = await startVendor({ world: { ...world, devices } })
  const { ref, owner } = await connectTenant(vendor, 'acme')
  await importRoster(ref)
  const rows = await db().device.findMany({ where: { tenantId: ref.tenantId }, orderBy: { imei: 'asc' } })
  const vehicles = rows.map(({ id, imei }) => {
    const index = devices.findIndex((device) => device.imei === imei)
    const { key = '', name = '' } = HOSTILE_NAMES[index] ?? {}
    return { id, imei, key, name: storedName(name) }
  })
  return { owner, vehicles, close: vendor.close }
}

/**
 * The tags of a page in their order, with the names of their attributes and the values of those that can run or lead
 * somewhere. Pages that differ in names alone have the same.
 */
export function skeletonOf(html: string): string[] {
  return [...documentOf(html).querySelectorAll('*')].map((element) => {
    const attributes = [...element.attributes].map(({ name, value }) =>
      /^(?:on|href|src|style|action|content|http-equiv)/.test(name) ? `${name}=${value}` : name,
    )
    return [element.tagName, ...attributes].join(' ')
  })
}

/** What is to be read on a page, as one line. */
export function textOf(html: string): string {
  const document = documentOf(html)
  for (const element of [...document.querySelectorAll('script, style')]) element.remove()
  return oneLine(document.documentElement.textContent ?? '')
}

/** A text as a page shows it: runs of blanks as one. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, ' ').trim()
}

function documentOf(html: string) {
  return new new Window().DOMParser().parseFromString(html, 'text/html')
}

/** All bytes of a file that comes in parts. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/**
 * Whether any spreadsheet could take a cell for a formula: marks and blanks before it are dropped, wide letters narrowed, as
 * programs do. An apostrophe in front makes it text.
 */
export function isFormula(cell: string): boolean {
  return /^[=+\-@]/.test(cell.normalize('NFKC').replace(/^[\s\p{Cc}\p{Cf}]+/u, ''))
}
