// Commands in the form pages read them.

import type { Command, CommandStart, CutFactsView, DeviceCommands } from '@/lib/domain/api/command'
import type { Viewer } from '../access'
import { findHub, listSavedCommands, needsSecondApprover, readPowers } from '../data/command-settings'
import { type CommandRecord, listPendingCommands } from '../data/commands'
import { getDevice } from '../data/devices'
import { ForbiddenError } from '../errors'
import { type Actor, readCutFacts, shareFreshWord } from './commands-facts'
import { listTemplates, profileOf } from './commands-plan'
import { expireOld } from './commands-results'

const MAX_PENDING = 100

/** A command for the viewer's eyes. What was typed as the plate stays here. */
export function toCommand(viewer: Viewer, record: CommandRecord): Command {
  const { typedPlate: _, approvedById: __, requestNumber: ___, ...shown } = record
  return {
    ...shown,
    requestedAt: record.requestedAt.toISOString(),
    approvedAt: record.approvedAt?.toISOString() ?? null,
    sentAt: record.sentAt?.toISOString() ?? null,
    settledAt: record.settledAt?.toISOString() ?? null,
    expiresAt: record.expiresAt?.toISOString() ?? null,
    isMine: record.requestedById === viewer.userId,
  }
}

/** What the page needs before a vehicle is chosen. */
export async function startCommands(viewer: Viewer): Promise<CommandStart> {
  const [powers, isNeeded, saved, pending] = await Promise.all([
    readPowers(viewer),
    needsSecondApprover(viewer),
    listSavedCommands(viewer),
    listPendingCommands(viewer, MAX_PENDING),
  ])
  const current = await Promise.all(pending.map((record) => expireOld(viewer, record, new Date())))
  return {
    powers,
    needsSecondApprover: isNeeded,
    maySetApprover: viewer.role === 'owner',
    saved: saved.map(({ createdById, ...each }) => ({
      ...each,
      mayDrop: powers.maySend && (createdById === viewer.userId || viewer.role === 'owner'),
    })),
    pending: current
      .filter(({ state }) => state === 'awaiting_approval' || state === 'approved')
      .map((record) => toCommand(viewer, record)),
  }
}

/** What one device understands. @throws NotFoundError as `getDevice`; as `callJimi`. */
export async function describeDeviceCommands(viewer: Viewer, deviceId: string): Promise<DeviceCommands> {
  const device = await getDevice(viewer, deviceId)
  const [templates, profile, hub] = await Promise.all([
    listTemplates(viewer, device),
    profileOf(viewer, device),
    findHub(viewer, device.connectionId),
  ])
  return {
    deviceId,
    name: device.name,
    plate: device.plate,
    imei: device.imei,
    isScooter: device.kind === 'scooter' && profile === 'ts',
    hasRaw: profile === 'pro',
    hasHub: hub !== null && profile === 'pro',
    templates,
  }
}

/**
 * What is known toward a cut of one vehicle now, asking the vendor too.
 * @throws ForbiddenError unless the person may cut or approve; NotFoundError as `getDevice`.
 */
export async function showCutFacts(actor: Actor, deviceId: string): Promise<CutFactsView> {
  const { mayCut, mayApprove } = await readPowers(actor.viewer)
  if (!mayCut && !mayApprove) throw new ForbiddenError()
  const device = await getDevice(actor.viewer, deviceId)
  const fresh = await shareFreshWord(actor.viewer, device.imei)
  const facts = await readCutFacts(actor, deviceId, { fresh, isQueueable: false, approved: null })
  return {
    mayCut: facts.mayCut,
    reauthenticatedAt: facts.reauthenticatedAt?.toISOString() ?? null,
    plate: facts.plate,
    isOnline: facts.isOnline,
    fixes: facts.fixes
      .filter(({ at }) => !Number.isNaN(at.getTime()))
      .slice(0, 20)
      .map(({ at, source, speedKph }) => ({ at: at.toISOString(), source, speedKph })),
    needsApproval: facts.needsApproval,
    now: new Date().toISOString(),
  }
}
