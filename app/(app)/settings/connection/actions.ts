'use server'

import { MAX_SOURCES, splitSources } from '@/lib/domain/source-address'
import { MAX_HOOKS } from '@/lib/server/data/push-hooks'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import { makeHook, restrictHooks, retireHook } from '@/lib/server/services/push-status'
import { requireViewer } from '@/lib/server/session'
import { findSourceProblem, type PushChange, type PushProblem } from './push-fields'

/** Makes an address for pushes. Path and token are in the answer, this once. */
export async function makeHookAction(
  connectionId: unknown,
): Promise<PushChange<{ path: string; token: string }>> {
  return change(async () => {
    const { path, token } = await makeHook(await requireViewer(), textOf(connectionId))
    return { path, token }
  })
}

/** Ends an address: what is posted to it is refused. */
export async function endHookAction(hookId: unknown): Promise<PushChange> {
  return change(async () => retireHook(await requireViewer(), textOf(hookId)))
}

/** Says from where a connection's addresses may be posted to; `text` is the list as typed. */
export async function setSourcesAction(connectionId: unknown, text: unknown): Promise<PushChange> {
  const sources = splitSources(textOf(text))
  const problem = findSourceProblem(sources)
  if (problem !== null) return { ok: false, problem }
  return change(async () => restrictHooks(await requireViewer(), textOf(connectionId), sources))
}

async function change<Value>(work: () => Promise<Value>): Promise<PushChange<Value>> {
  // Outside the try: a session that died sends to sign-in, by an error of the framework's own.
  await requireViewer()
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

function problemOf(error: unknown): PushProblem {
  if (error instanceof ForbiddenError) return { kind: 'refused' }
  if (error instanceof NotFoundError) return { kind: 'gone' }
  if (error instanceof InvalidInputError) return { kind: 'tooManyHooks', max: MAX_HOOKS }
  log.error({ err: error }, 'a push setting could not be changed')
  return { kind: 'failed' }
}

// Arguments of actions are whatever a browser sends.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_SOURCES * 100) : ''
}
