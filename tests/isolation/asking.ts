// Asks a handler, an action or a page as somebody, and tells the whole answer as text. Sessions, rights and services are the real ones;
// only Next's own request (its cookies and headers) is stood in for, see `requestOfNext`.

import { randomBytes, randomUUID } from 'node:crypto'
import { API_SCOPES } from '@/lib/domain/api-v1/scopes'
import { tokenHashOf } from '@/lib/server/api/api-token'
import { db } from '@/lib/server/db'
import { singleton } from '@/lib/server/singleton'
import { fileOf } from './build'
import type { Asker } from './isolation-world'
import type { Ask } from './registry-types'

const HOST = 'fleet.example'
const OWN = `http://${HOST}`

/** The request that Next would have: whose cookie it carries, and whether it is an action's. */
export const requestOfNext = { cookie: '', headers: new Headers() }

/** Asks a handler, "GET /api/accounts/[id]". */
export async function askHandler(name: string, asker: Asker, ask: Ask, origin: string | null = OWN) {
  const [method = '', route = ''] = name.split(' ')
  const url = new URL(`${OWN}${fill(route, ask.params)}`)
  for (const [key, value] of Object.entries(ask.query ?? {})) url.searchParams.set(key, value)
  const headers = new Headers({ host: HOST, 'content-type': 'application/json' })
  if (origin !== null) headers.set('origin', origin)
  headers.set('x-milepost-peer', `${stampKey()} ${anotherAddress()}`)
  if (route.startsWith('/api/v1/')) headers.set('authorization', `Bearer ${await tokenOf(asker)}`)
  const body = ask.body === undefined ? null : JSON.stringify(ask.body)
  const request = new Request(url, { method, headers, body })
  enter(asker, headers)
  const handler = await load(fileOf(route, 'route'), method)
  const response = await handler(request, { params: Promise.resolve(ask.params ?? {}) })
  if (!(response instanceof Response)) throw new Error(`${name} answered nothing`)
  const { status, headers: told } = response
  const type = told.get('content-type') ?? ''
  return {
    status,
    text: `${status} ${type}\n${told.get('content-disposition') ?? ''}\n${await response.text()}`,
  }
}

/** Runs an action, "file#name". What it throws is an answer, too. */
export async function askAction(name: string, asker: Asker, args: readonly unknown[]): Promise<string> {
  const [file = '', exported = ''] = name.split('#')
  enter(asker, new Headers({ host: HOST, origin: OWN, 'next-action': 'x' }))
  const action = await load(file, exported)
  return outcomeOf(() => action(...args))
}

/** Renders a page as far as the server's own part of it. */
export async function askPage(
  route: string,
  asker: Asker,
  { params = {}, query = {} }: Ask,
): Promise<string> {
  enter(asker, new Headers({ host: HOST }))
  const page = await load(fileOf(route, 'page'), 'default')
  return outcomeOf(() => page({ params: Promise.resolve(params), searchParams: Promise.resolve(query) }))
}

function stampKey(): string {
  return singleton('peer-stamp-key', () => randomBytes(16).toString('hex'))
}

let asked = 0

/**
 * Everybody comes from elsewhere, so that nobody waits for the wrong tokens of another: from another /64 each, which is what is
 * counted, of RFC 3849's block of addresses.
 */
function anotherAddress(): string {
  asked += 1
  const [high, low] = [Math.floor(asked / 0x10000), asked % 0x10000].map((group) => group.toString(16))
  return `2001:db8:${high}:${low}::1`
}

/** Another token of the customers' API each time, so that none has asked too often. */
async function tokenOf({ viewer: { tenantId, userId } }: Asker): Promise<string> {
  const [id, createdAt] = [randomUUID(), new Date()]
  const token = `mp_${randomBytes(32).toString('base64url')}`
  const row = { tokenHash: tokenHashOf(token), name: id, scopes: [...API_SCOPES], createdAt }
  const expiresAt = new Date(createdAt.getTime() + 3_600_000)
  await db().apiToken.create({ data: { tenantId, id, userId, ...row, expiresAt } })
  return token
}

type Exported = (...args: readonly unknown[]) => unknown

async function load(file: string, name: string): Promise<Exported> {
  const exported: unknown = (await import(/* @vite-ignore */ `@/${file}`))[name]
  if (typeof exported !== 'function') throw new Error(`${file} has no ${name}`)
  return (...args) => exported(...args)
}

function enter(asker: Asker, headers: Headers): void {
  requestOfNext.cookie = asker.cookie
  requestOfNext.headers = headers
}

async function outcomeOf(work: () => unknown): Promise<string> {
  try {
    return `done ${JSON.stringify(await work(), withoutParts)}`
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
    return `thrown ${error instanceof Error ? error.name : ''} ${digest} ${digest === '' ? String(error) : ''}`
  }
}

/** Of an element what it was given is told; who drew it and how is React's business. */
function withoutParts(key: string, value: unknown): unknown {
  if (key === '_owner' || key === '_store' || key === '_debugInfo' || key === '_debugStack') return undefined
  if (key === '_debugTask') return undefined
  return typeof value === 'bigint' ? String(value) : value
}

function fill(route: string, params: Record<string, string> = {}): string {
  return route.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? 'x'))
}
