// A vendor with a tree of three levels, a tenant that knows it, and work that is done while the tree is read.

import { afterEach, beforeEach, vi } from 'vitest'
import type { WorldAccount } from '@/lib/sandbox/world/types'
import type { Viewer } from '@/lib/server/access'
import { storeMoved } from '@/lib/server/data/system/device-jobs-devices'
import { db } from '@/lib/server/db'
import { callJimi } from '@/lib/server/jimi'
import { budgetOf } from '@/lib/server/services/app-budget'
import { importRoster } from '@/lib/server/services/roster'
import { TokenBucket } from '@/lib/server/services/token-bucket'
import { createFleetWorld } from '../live/fleet-world'
import {
  type Customer,
  connectTenant,
  forgetVendor,
  startVendor,
  storeRoster,
  type Vendor,
} from '../live/vendor'

/** Read in this order, one level after the other. Each of `early` and `late` has accounts with two devices each below it. */
const TREE: readonly [login: string, parent: string | null][] = [
  ['acme', null],
  ['early', 'acme'],
  ['late', 'acme'],
  ...[1, 2, 3].map((at): [string, string] => [`early-${at}`, 'early']),
  ...[1, 2, 3].map((at): [string, string] => [`late-${at}`, 'late']),
  ['deep', 'late-2'],
]
/** Accounts of `TREE`. */
export const ACCOUNT_COUNT = TREE.length

/** What is done once the vendor has told the devices of an account, by its login; each once. */
export type Meanwhile = Readonly<Record<string, () => Promise<unknown>>>

export class RosterWorld {
  private constructor(
    readonly vendor: Vendor,
    readonly customer: Customer,
  ) {}

  static async open(): Promise<RosterWorld> {
    forgetVendor()
    const counts = Object.fromEntries(TREE.map(([login]) => [login, login === 'acme' ? 0 : 2]))
    const accounts = TREE.map(
      ([login, parent]): WorldAccount => ({
        login,
        parent,
        password: `${login}-password`,
        name: `Name of ${login}`,
        type: 10,
      }),
    )
    const world = { ...createFleetWorld(Date.now(), counts), accounts }
    const vendor = await startVendor({ world })
    const customer = await connectTenant(vendor, 'acme')
    await storeRoster(vendor, customer, 'acme')
    const { sandbox } = vendor
    const nothing = { pausedUntil: null, pauseReason: null, clockOffsetMs: null, clockMeasuredAt: null }
    // How pace is kept is tested elsewhere.
    budgetOf(`${sandbox.url} ${sandbox.appKey}`, { ...customer.ref, ...nothing }).bucket = new TokenBucket({
      capacity: 10_000,
      refillMs: 0,
    })
    return new RosterWorld(vendor, customer)
  }

  get owner(): Viewer {
    return this.customer.owner
  }

  /** Reads the roster; meanwhile, work is done. */
  async read(meanwhile: Meanwhile = {}) {
    const waiting = new Map(Object.entries(meanwhile))
    const restore = afterAnswers('jimi.user.device.list', async (login) => {
      const work = waiting.get(login)
      waiting.delete(login)
      await work?.()
    })
    const changes = await importRoster(this.customer.ref).finally(restore)
    if (waiting.size > 0) throw new Error(`not read: ${[...waiting.keys()].join()}`)
    return changes
  }

  async callsOf(method: string): Promise<number> {
    return (await this.vendor.calls())[method] ?? 0
  }

  async accountId(login: string): Promise<string> {
    const { tenantId } = this.owner
    return (await db().account.findFirstOrThrow({ where: { tenantId, login } })).id
  }

  /** Where accounts that are there hang, as paths. */
  async paths(): Promise<string[]> {
    const where = { tenantId: this.owner.tenantId, removedAt: null }
    const rows = await db().account.findMany({ where, orderBy: { path: 'asc' } })
    return rows.map(({ path }) => path)
  }

  /** Which account has which device, of those that are there. */
  async places(): Promise<Record<string, string>> {
    const where = { tenantId: this.owner.tenantId, removedAt: null }
    const rows = await db().device.findMany({
      where,
      include: { account: { select: { login: true } } },
      orderBy: { imei: 'asc' },
    })
    return Object.fromEntries(rows.map(({ imei, account }) => [imei, account.login]))
  }

  /** The ids of all rows, whatever became of them. */
  async ids(): Promise<string[]> {
    const where = { tenantId: this.owner.tenantId }
    const rows = [...(await db().account.findMany({ where })), ...(await db().device.findMany({ where }))]
    return rows.map(({ id }) => id).toSorted()
  }

  /** Gives devices to another account: at the vendor, and then here. */
  async transfer(imeis: readonly string[], from: string, to: string): Promise<void> {
    await this.transferAtVendor(imeis, from, to)
    await this.noteTransfer(imeis, to)
  }

  async transferAtVendor(imeis: readonly string[], from: string, to: string): Promise<void> {
    await callJimi(this.owner, 'jimi.open.device.move', {
      sourceLogin: from,
      targetLogin: to,
      imeis: [...imeis],
      clearBindings: false,
    })
  }

  async noteTransfer(imeis: readonly string[], to: string): Promise<void> {
    const { tenantId } = this.owner
    const rows = await db().device.findMany({ where: { tenantId, imei: { in: [...imeis] } } })
    await storeMoved(
      tenantId,
      rows.map(({ id }) => id),
      await this.accountId(to),
    )
  }
}

type Hook = { method: string; work: (login: string) => Promise<void> }
const { fetch: realFetch } = globalThis
const hooks = new Set<Hook>()

/** Does `work` after each answer of the vendor to this method, with the account it was asked about. Ends when called. */
export function afterAnswers(method: string, work: Hook['work']): () => void {
  const hook = { method, work }
  hooks.add(hook)
  return () => hooks.delete(hook)
}

async function fetchWithHooks(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const answer = await realFetch(url, init)
  const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '')
  for (const { method, work } of [...hooks])
    if (form.get('method') === method) await work(form.get('target') ?? form.get('account') ?? '')
  return answer
}

/** Makes a world before each test of the file and ends it afterwards. */
export function prepareRosterWorld(): () => RosterWorld {
  let world: RosterWorld | null = null
  beforeEach(async () => {
    hooks.clear()
    vi.spyOn(globalThis, 'fetch').mockImplementation(fetchWithHooks)
    world = await RosterWorld.open()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await world?.vendor.close()
  })
  return () => {
    if (world === null) throw new Error('only within a test')
    return world
  }
}
