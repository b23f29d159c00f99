'use server'

import { z } from 'zod'
import type { AdminAnswer, ConnectAnswer } from '@/lib/domain/api/setup'
import { accountProblems, MAX_NAME_LENGTH, MAX_SECRET_LENGTH, plainText } from '@/lib/domain/setup'
import type { UpstreamHealthKind } from '@/lib/domain/upstream'
import { REGIONS } from '@/lib/jimi/regions'
import { ForbiddenError, InvalidInputError, NotFoundError } from '@/lib/server/errors'
import { log } from '@/lib/server/log'
import {
  addConnection,
  changeCredentials,
  removeConnection,
  renameConnection,
  startImport,
  switchConnection,
  testConnection,
  type VendorPlace,
} from '@/lib/server/services/connection-admin'
import { requireViewer } from '@/lib/server/session'

const text = z.string().max(2000)
const accountSchema = z.object({
  place: z.string().max(20),
  baseUrl: text,
  profile: z.enum(['pro', 'ts']),
  name: text,
  account: text,
  appKey: text,
  appSecret: text,
  password: text,
})

/** Proves a vendor account and connects it. No answer holds what was typed. */
export async function connectAction(input: unknown): Promise<ConnectAnswer> {
  const parsed = accountSchema.safeParse(input)
  if (!parsed.success) return { ok: false, problem: 'invalid' }
  const { data } = parsed
  const fields = accountProblems(data)
  if (Object.keys(fields).length > 0) return { ok: false, problem: 'fields', fields }
  const account = plainText(data.account)
  const secrets = { appKey: data.appKey.trim(), appSecret: data.appSecret.trim(), password: data.password }
  const name = plainText(data.name) || account
  return act((viewer) => addConnection(viewer, placeOf(data), { ...secrets, account, name }))
}

function placeOf({ place, baseUrl, profile }: z.infer<typeof accountSchema>): VendorPlace {
  if (place === 'other') return { baseUrl: baseUrl.trim(), profile }
  return REGIONS.find(({ id }) => id === place)?.id ?? 'anywhere'
}

const secretsSchema = z.object({
  appKey: z.string().max(MAX_SECRET_LENGTH),
  appSecret: z.string().max(MAX_SECRET_LENGTH),
  password: z.string().max(MAX_SECRET_LENGTH),
})

/** Gives a connection other credentials; those left empty stay. */
export async function changeCredentialsAction(
  connectionId: unknown,
  input: unknown,
): Promise<AdminAnswer<{ kind: 'ok' } | { kind: 'refused'; health: UpstreamHealthKind }>> {
  const parsed = secretsSchema.safeParse(input)
  if (!parsed.success || Object.values(parsed.data).every((secret) => secret === ''))
    return { ok: false, problem: 'invalid' }
  const { appKey, appSecret, password } = parsed.data
  const secrets = { appKey: appKey.trim(), appSecret: appSecret.trim(), password }
  return act((viewer) => changeCredentials(viewer, idOf(connectionId), secrets))
}

/** Asks the vendor one question now. */
export async function testConnectionAction(connectionId: unknown): Promise<AdminAnswer<UpstreamHealthKind>> {
  return act((viewer) => testConnection(viewer, idOf(connectionId)))
}

/** Gives a connection another name. */
export async function renameConnectionAction(connectionId: unknown, name: unknown): Promise<AdminAnswer> {
  const plain = plainText(typeof name === 'string' ? name : '')
  if (plain === '' || plain.length > MAX_NAME_LENGTH) return { ok: false, problem: 'invalid' }
  return act((viewer) => renameConnection(viewer, idOf(connectionId), plain))
}

/** Switches a connection off, or on again. */
export async function switchConnectionAction(connectionId: unknown, enabled: unknown): Promise<AdminAnswer> {
  if (typeof enabled !== 'boolean') return { ok: false, problem: 'invalid' }
  return act((viewer) => switchConnection(viewer, idOf(connectionId), enabled))
}

/** Removes a connection with its vehicles, when its name was typed. */
export async function removeConnectionAction(connectionId: unknown, typed: unknown): Promise<AdminAnswer> {
  const name = typeof typed === 'string' ? typed.slice(0, 200) : ''
  return act((viewer) => removeConnection(viewer, idOf(connectionId), name))
}

/** Has the roster of a connection read again. */
export async function startImportAction(connectionId: unknown): Promise<AdminAnswer> {
  return act((viewer) => startImport(viewer, idOf(connectionId)))
}

type Viewer = Awaited<ReturnType<typeof requireViewer>>

async function act<Value>(work: (viewer: Viewer) => Promise<Value>): Promise<AdminAnswer<Value>> {
  // Outside the try: a session that died sends to sign-in, by an error of the framework's own.
  const viewer = await requireViewer()
  try {
    return { ok: true, value: await work(viewer) }
  } catch (error) {
    if (error instanceof ForbiddenError) return { ok: false, problem: 'refused' }
    if (error instanceof NotFoundError) return { ok: false, problem: 'gone' }
    if (error instanceof InvalidInputError) return { ok: false, problem: 'invalid' }
    log.error({ err: error }, 'a connection could not be changed')
    return { ok: false, problem: 'failed' }
  }
}

// Arguments of actions are whatever a browser sends.
function idOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : ''
}
