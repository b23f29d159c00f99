// What exactly an order comes to for one device: the device's own template, the exact text, and what that does. Nothing is
// sent from here.

import 'server-only'
import type { CommandTemplate, OrderProblem } from '@/lib/domain/api/command'
import { type CommandOrder, isWrittenByHand, toOrder } from '@/lib/domain/command'
import { type CommandKind, type Order, readOrder } from '@/lib/domain/command-safety-kind'
import { placeholdersOf } from '@/lib/domain/instruction-text'
import { type Profile, toProfile } from '@/lib/jimi/wire/profile'
import type { Viewer } from '../access'
import { findHub } from '../data/command-settings'
import type { Device } from '../data/devices'
import { db } from '../db'
import { callJimi } from '../jimi'

/** An order that can be sent to a device, once it may be. */
export type GoodPlan = { ok: true; order: Order; kind: CommandKind; text: string; isQueueable: boolean }
export type Plan = GoodPlan | { ok: false; problem: OrderProblem }

/** @throws as `callJimi` when the device's own list cannot be read. */
export async function planOrder(viewer: Viewer, device: Device, order: CommandOrder): Promise<Plan> {
  const obstacle = await obstacleOf(viewer, device, order)
  if (obstacle !== null) return { ok: false, problem: obstacle }
  if (order.door !== 'template') return readPlan(toOrder(order), false)
  const templates = await listTemplates(viewer, device)
  const listed = templates.filter(({ template }) => template === order.template)
  const [first] = listed
  if (first === undefined) return { ok: false, problem: 'unknown_template' }
  return readPlan(
    toOrder(order, first.id),
    listed.some(({ isQueueable }) => isQueueable),
  )
}

/** The kind and text of an order before any device is asked for its list: what a bulk order is judged by first. */
export function previewOrder(order: CommandOrder): Plan {
  return readPlan(toOrder(order), false)
}

/** What the device's own list has, in the vendor's order. @throws as `callJimi`. */
export async function listTemplates(viewer: Viewer, device: Device): Promise<CommandTemplate[]> {
  const rows = await callJimi(viewer, 'jimi.open.instruction.list', { imei: device.imei })
  return rows.slice(0, 500).map((row) => ({
    id: row.id,
    name: row.name,
    template: row.template,
    explanation: row.explanation ?? null,
    prompt: row.prompt ?? null,
    places: placeholdersOf(row.template),
    isQueueable: row.queueable,
    isFreeText: isWrittenByHand({ door: 'template', template: row.template, params: [] }),
  }))
}

/** Which profile a device's connection speaks. */
export async function profileOf(viewer: Viewer, device: Device): Promise<Profile> {
  const row = await db().jimiConnection.findUnique({
    where: { tenantId_id: { tenantId: viewer.tenantId, id: device.connectionId } },
    select: { profile: true },
  })
  return toProfile(row?.profile ?? '')
}

function readPlan(order: Order, isQueueable: boolean): Plan {
  const read = readOrder(order)
  return read.ok ? { ...read, order, isQueueable } : read
}

async function obstacleOf(
  viewer: Viewer,
  device: Device,
  { door }: CommandOrder,
): Promise<OrderProblem | null> {
  if (door === 'template') return null
  const profile = await profileOf(viewer, device)
  if (door === 'scooter') {
    if (device.kind !== 'scooter') return 'not_a_scooter'
    return profile === 'ts' ? null : 'not_on_this_profile'
  }
  if (profile !== 'pro') return 'not_on_this_profile'
  if (door === 'raw') return null
  return (await findHub(viewer, device.connectionId)) === null ? 'no_hub' : null
}
