// What owners change about commands, each change in the audit trail. A token is sealed here and never shown again.

import 'server-only'
import { isIP } from 'node:net'
import type { CommandRight } from '@/lib/domain/command'
import { isLoopback, isSameOrigin, readHubAddress } from '@/lib/domain/hub-address'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { deleteHub, listHubs, listRights, storeHub, storeRight } from '../data/command-owners'
import { findHub, needsSecondApprover } from '../data/command-settings'
import { isUuid } from '../data/ids'
import { inTransaction } from '../db'
import { env } from '../env'
import { ForbiddenError } from '../errors'
import { isAllowedTarget, isPublicAddress } from '../notify/outbound-guard'
import { seal } from '../secrets'
import { type Actor, hasJustProven } from './commands-facts'

/** What the page of the owners shows. @throws ForbiddenError unless the viewer is an owner. */
export async function readCommandSettings(viewer: Viewer) {
  const [hubs, people, isApproverNeeded] = await Promise.all([
    listHubs(viewer),
    listRights(viewer),
    needsSecondApprover(viewer),
  ])
  // Legacy nodes have no hub.
  return { hubs: hubs.filter(({ profile }) => profile === 'pro'), people, isApproverNeeded }
}

/** Which field is wrong and how; words at `commandSettings.problems`. */
export type HubProblem = { field: 'address' | 'token'; problem: 'address' | 'token' }

/**
 * Sets up a hub. An empty token keeps the one that is known, as long as the place is the same: a token goes nowhere that it was
 * not typed for. Null when it is stored.
 * @throws as `storeHub`.
 */
export async function setHub(
  viewer: Viewer,
  connectionId: string,
  typed: { address: string; token: string; isNew: boolean },
): Promise<HubProblem | null> {
  if (viewer.role !== 'owner') throw new ForbiddenError()
  const address = readHubAddress(typed.address)
  if (address === null || !isReachable(address)) return { field: 'address', problem: 'address' }
  const token = typed.token.trim()
  const known = token === '' && !typed.isNew ? await findKnown(viewer, connectionId) : null
  const isElsewhere = known !== null && !isSameOrigin(known.address, address)
  if (token === '' && (typed.isNew || isElsewhere)) return { field: 'token', problem: 'token' }
  const tokenSealed = token === '' ? null : seal(viewer.tenantId, 'hub_token', token)
  const detail = { connectionId, address, hasNewToken: tokenSealed !== null }
  await inTransaction(async () => {
    await storeHub(viewer, connectionId, { address, tokenSealed })
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.hub', detail })
  })
  return null
}

async function findKnown(viewer: Viewer, connectionId: string) {
  return isUuid(connectionId) ? findHub(viewer, connectionId) : null
}

/**
 * A hub on the internet is reached over HTTPS; one inside a network, or over HTTP, where the operator allows it. A sandbox is on
 * this machine.
 */
function isReachable(address: string): boolean {
  const url = new URL(address)
  if (isLoopback(address) || isAllowedTarget(url, env().webhookAllow)) return true
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return url.protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host))
}

/** Forgets a hub and its token. @throws as `deleteHub`. */
export async function dropHub(viewer: Viewer, connectionId: string): Promise<void> {
  const detail = { connectionId, address: null }
  await inTransaction(async () => {
    await deleteHub(viewer, connectionId)
    await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'command.hub', detail })
  })
}

/**
 * Gives somebody a right, or takes it away. Answers whether it is stored: who may cut or approve is changed only with a fresh
 * proof of identity.
 * @throws as `storeRight`.
 */
export async function setRight(
  actor: Actor,
  userId: string,
  change: { right: CommandRight; isGiven: boolean },
): Promise<boolean> {
  const { viewer } = actor
  if (viewer.role !== 'owner') throw new ForbiddenError()
  if (change.right !== 'raw_commands' && !(await hasJustProven(actor, new Date()))) return false
  await inTransaction(async () => {
    await storeRight(viewer, userId, change)
    await appendAudit(viewer.tenantId, {
      actorId: viewer.userId,
      action: 'command.rights',
      target: userId,
      detail: change,
    })
  })
  return true
}
