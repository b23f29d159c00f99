'use server'

import { z } from 'zod'
import { COMMAND_RIGHTS } from '@/lib/domain/command'
import { ForbiddenError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { requireActor } from '@/lib/server/services/commands-actor'
import { type ProofAnswer, proveHere } from '@/lib/server/services/commands-proof'
import { setSecondApprover } from '@/lib/server/services/commands-saved'
import { dropHub, type HubProblem, setHub, setRight } from '@/lib/server/services/commands-settings'
import { requireViewer } from '@/lib/server/session'

/** Why nothing was stored; a key of the messages at `commandSettings.problems`. */
export type SettingFailure = { ok: false; problem: 'refused' | 'gone' | 'failed' | 'unproven' }
export type SettingAnswer = { ok: true } | SettingFailure
export type HubAnswer = SettingAnswer | ({ ok: false } & HubProblem)

/** Whether every cut needs a second person. */
export async function approverAction(isNeeded: unknown): Promise<SettingAnswer> {
  const actor = await requireActor()
  return guarded(async () => ((await setSecondApprover(actor, isNeeded === true)) ? { ok: true } : UNPROVEN))
}

const rightSchema = z.object({ userId: z.uuid(), right: z.enum(COMMAND_RIGHTS), isGiven: z.boolean() })

const UNPROVEN: SettingFailure = { ok: false, problem: 'unproven' }

/** Gives somebody a right, or takes it away. */
export async function rightAction(input: unknown): Promise<SettingAnswer> {
  const actor = await requireActor()
  const parsed = rightSchema.safeParse(input)
  if (!parsed.success) return { ok: false, problem: 'failed' }
  const { userId, ...change } = parsed.data
  return guarded(async () => ((await setRight(actor, userId, change)) ? { ok: true } : UNPROVEN))
}

/** Proves who one is, for the next five minutes of this session. */
export async function proveAction(password: unknown, code: unknown): Promise<ProofAnswer> {
  return proveHere(password, code)
}

const hubSchema = z.object({
  connectionId: z.uuid(),
  address: z.string().max(1000),
  token: z.string().max(1000),
  isNew: z.boolean(),
})

/** Sets up the hub of a connection. */
export async function hubAction(input: unknown): Promise<HubAnswer> {
  const viewer = await requireViewer()
  const parsed = hubSchema.safeParse(input)
  if (!parsed.success) return { ok: false, problem: 'failed' }
  const { connectionId, ...typed } = parsed.data
  return guarded(async (): Promise<HubAnswer> => {
    const wrong = await setHub(viewer, connectionId, typed)
    return wrong === null ? { ok: true } : { ok: false, ...wrong }
  })
}

/** Forgets the hub of a connection. */
export async function dropHubAction(connectionId: unknown): Promise<SettingAnswer> {
  const viewer = await requireViewer()
  return guarded(async () => {
    await dropHub(viewer, String(connectionId))
    return { ok: true }
  })
}

async function guarded<Answer>(work: () => Promise<Answer>): Promise<Answer | SettingFailure> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    if (error instanceof NotFoundError) return { ok: false, problem: 'gone' }
    log.error({ err: error }, 'settings of commands could not be stored')
    return { ok: false, problem: 'failed' }
  }
}
