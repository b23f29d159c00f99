// Fills a database for the demo: two tenants on the running sandbox, each with an owner, a distributor, a dispatcher and
// a viewer of one branch. Run it again at every start; it changes only what differs. Passwords here are public.

import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { passwordDigest } from '@/lib/jimi/wire/sign'
import { accountPath } from '@/lib/server/data/account-path'
import { digestOf, MAX_HOOKS, storeHook } from '@/lib/server/data/system/push-hooks'
import { closeDb, db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import type { Role } from '@/lib/server/generated/prisma/enums'
import { hashPassword, verifyPassword } from '@/lib/server/passwords'
import { open, SealBrokenError, seal } from '@/lib/server/secrets'

const sandboxInfoSchema = z.object({
  url: z.url(),
  /** The hub's instruction service, of profile pro. */
  hubUrl: z.url().optional(),
  profile: z.enum(['ts', 'pro']),
  appKey: z.string(),
  appSecret: z.string(),
  accounts: z
    .array(
      z.object({
        account: z.string(),
        password: z.string(),
        type: z.number(),
        /** Login of the account it stands below; null at the top of a tree. */
        parent: z.string().nullable(),
      }),
    )
    .max(100_000),
})

/** What a running sandbox says of itself in its info file. */
export type SandboxInfo = z.infer<typeof sandboxInfoSchema>

/** A way into the demo. */
export type DemoLogin = { tenant: string; role: Role; email: string; password: string }

/** Where the sandbox may post the pushes of one account, and with which token. */
export type DemoHook = { account: string; path: string; token: string }

const demoHooksSchema = z
  .array(z.object({ account: z.string(), path: z.string(), token: z.string() }))
  .max(100)

type SandboxAccount = SandboxInfo['accounts'][number]
type DemoTenant = { slug: string; name: string; people: Record<Role, string> }

/** Vendor account type of a distributor at the top of a tree. */
const ROOT_TYPE = 8

const TENANTS: readonly DemoTenant[] = [
  {
    slug: 'northwind',
    name: 'Northwind Logistics',
    people: {
      owner: 'Helena Duarte',
      distributor: 'Rui Tavares',
      dispatcher: 'Marta Lima',
      viewer: 'Nuno Reis',
    },
  },
  {
    slug: 'savanna',
    name: 'Savanna Rides',
    people: {
      owner: 'Amani Otieno',
      distributor: 'Grace Wanjiru',
      dispatcher: 'David Kimani',
      viewer: 'Asha Gurung',
    },
  },
]

/** Single rights beside the role: who cuts an engine and who approves it are two people here. */
const RIGHTS: Readonly<Record<Role, string[]>> = {
  owner: [],
  distributor: ['approve_cuts'],
  dispatcher: ['cut_engine'],
  viewer: [],
}

const ROLES = ['owner', 'distributor', 'dispatcher', 'viewer'] as const

/** Makes or updates the demo tenants for this sandbox and returns every login. The address may differ at each start. */
export async function seedDemo(info: SandboxInfo): Promise<DemoLogin[]> {
  const roots = info.accounts.filter((account) => account.type === ROOT_TYPE && account.parent === null)
  const logins: DemoLogin[] = []
  for (const [index, tenant] of TENANTS.entries()) {
    const root = roots[index]
    if (root) logins.push(...(await seedTenant(tenant, root, info)))
  }
  if (logins.length === 0) throw new Error('The sandbox has no distributor account to show.')
  return logins
}

/**
 * One hook for each demo connection, for the sandbox to post to. Those of the last start go on where they still stand. A
 * tenant that has as many hooks as there may be, made by whoever tried that, gets no other.
 */
export async function seedHooks(known: readonly DemoHook[]): Promise<DemoHook[]> {
  const connections = await db().jimiConnection.findMany({
    where: { tenant: { slug: { in: TENANTS.map(({ slug }) => slug) } } },
    select: { tenantId: true, id: true, account: true, pushHooks: { where: { revokedAt: null } } },
    orderBy: { createdAt: 'asc' },
  })
  const hooks: DemoHook[] = []
  for (const { tenantId, id, account, pushHooks } of connections) {
    const kept = known.find((hook) => pushHooks.some(({ pathHash }) => pathHash === digestOf(hook.path)))
    if (kept) hooks.push({ ...kept, account })
    else if (pushHooks.length < MAX_HOOKS) {
      const { path, token } = await storeHook(tenantId, { connectionId: id, actorId: null })
      hooks.push({ account, path, token })
    }
  }
  return hooks
}

async function seedTenant(tenant: DemoTenant, root: SandboxAccount, info: SandboxInfo): Promise<DemoLogin[]> {
  const { id: tenantId } = await db().tenant.upsert({
    where: { slug: tenant.slug },
    create: { id: randomUUID(), slug: tenant.slug, name: tenant.name },
    update: { name: tenant.name },
  })
  await seedConnection(tenantId, root, info)
  await seedCommands(tenantId, { info, needsSecondApprover: tenant.slug !== 'northwind' })
  const scopeOf = (role: Role) => (role === 'viewer' ? branchPath(root, info) : '/')
  return Promise.all(ROLES.map((role) => seedUser(tenantId, { tenant, role, scopePath: scopeOf(role) })))
}

async function seedConnection(tenantId: string, root: SandboxAccount, info: SandboxInfo): Promise<void> {
  const existing = await db().jimiConnection.findFirst({ where: { tenantId }, orderBy: { createdAt: 'asc' } })
  const passwordMd5 = passwordDigest(root.password)
  const data = {
    name: 'Jimi sandbox',
    profile: info.profile,
    baseUrl: info.url,
    account: root.account,
    enabled: true,
    appKeySealed: resealed(tenantId, 'app_key', info.appKey, existing?.appKeySealed),
    appSecretSealed: resealed(tenantId, 'app_secret', info.appSecret, existing?.appSecretSealed),
    passwordMd5Sealed: resealed(tenantId, 'password_md5', passwordMd5, existing?.passwordMd5Sealed),
  }
  if (!existing) {
    await db().jimiConnection.create({ data: { ...data, tenantId, id: randomUUID() } })
    return
  }
  // The sandbox may show another fleet than at the last start, so what was read then is read again.
  const change = { ...data, rosterSyncedAt: null }
  await db().jimiConnection.update({ where: { tenantId_id: { tenantId, id: existing.id } }, data: change })
  // A sandbox that has just started knows no token, and counts no minute since the last.
  await db().jimiToken.deleteMany({ where: { tenantId, connectionId: existing.id } })
}

/** One tenant cuts on one person's word, the other needs two; both reach the sandbox's hub, where it has one. */
async function seedCommands(
  tenantId: string,
  { info, needsSecondApprover }: { info: SandboxInfo; needsSecondApprover: boolean },
): Promise<void> {
  const setting = { tenantId, needsSecondApprover }
  await db().commandSetting.upsert({ where: { tenantId }, create: setting, update: {} })
  const connection = await db().jimiConnection.findFirst({
    where: { tenantId },
    orderBy: { createdAt: 'asc' },
  })
  if (connection === null || info.profile !== 'pro' || info.hubUrl === undefined) return
  const key = { tenantId, connectionId: connection.id }
  const existing = await db().commandHub.findUnique({ where: { tenantId_connectionId: key } })
  const hub = {
    address: new URL(info.hubUrl).origin,
    tokenSealed: resealed(tenantId, 'hub_token', SANDBOX_HUB_TOKEN, existing?.tokenSealed),
  }
  const where = { tenantId_connectionId: key }
  await db().commandHub.upsert({ where, create: { ...key, ...hub }, update: hub })
}

/** What a sandbox asks for unless a switch says otherwise. */
const SANDBOX_HUB_TOKEN = 'sandbox-hub-token'

/** The envelope there is, if it holds this very secret, so that an unchanged seed writes nothing new. */
function resealed(tenantId: string, field: string, plaintext: string, envelope: string | undefined): string {
  try {
    if (envelope !== undefined && open(tenantId, field, envelope) === plaintext) return envelope
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error
  }
  return seal(tenantId, field, plaintext)
}

/** What the viewer sees: the first account right below the root with all that is under it. */
function branchPath(root: SandboxAccount, info: SandboxInfo): string {
  const branch = info.accounts.find((account) => account.parent === root.account)
  return accountPath(branch ? [root.account, branch.account] : [root.account])
}

async function seedUser(
  tenantId: string,
  { tenant, role, scopePath }: { tenant: DemoTenant; role: Role; scopePath: string },
): Promise<DemoLogin> {
  const email = `${role}@${tenant.slug}.example`
  const password = `${tenant.slug}-${role}-demo`
  const existing = await db().user.findUnique({ where: { email } })
  const isUsable = existing !== null && existing.disabledAt === null
  const keepsPassword = isUsable && (await verifyPassword(existing.passwordHash, password))
  const profile = { tenantId, name: tenant.people[role], role, scopePath, rights: RIGHTS[role] }
  if (!existing) {
    const passwordHash = await hashPassword(password)
    await db().user.create({ data: { ...profile, id: randomUUID(), email, passwordHash } })
  } else if (keepsPassword) {
    await db().user.update({ where: { email }, data: profile })
  } else {
    const passwordHash = await hashPassword(password)
    const change = { passwordHash, disabledAt: null, sessionVersion: { increment: 1 } }
    await db().user.update({ where: { email }, data: { ...profile, ...change } })
  }
  return { tenant: tenant.name, role, email, password }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { info: text, out: text, hooks: text } })
  if (!values.info)
    throw new Error('Say where the sandbox wrote its info: --info FILE [--out FILE] [--hooks FILE]')
  const { databaseUrl, demo } = env()
  if (databaseUrl !== null && !demo) {
    throw new Error(
      'DATABASE_URL names a server, and the seed makes users with public passwords. Set MILEPOST_DEMO=1 if that is what you want.',
    )
  }
  await assertNothingReal()
  const logins = await seedDemo(sandboxInfoSchema.parse(JSON.parse(readFileSync(values.info, 'utf8'))))
  if (values.out) writeWhole(values.out, `${JSON.stringify(logins, null, 2)}\n`)
  if (values.hooks)
    writeWhole(values.hooks, `${JSON.stringify(await seedHooks(readHooks(values.hooks)), null, 2)}\n`)
  for (const { email, password, role, tenant } of logins) {
    console.log(`${email.padEnd(30)} ${password.padEnd(28)} ${role}, ${tenant}`)
  }
}

async function assertNothingReal(): Promise<void> {
  const slugs = TENANTS.map(({ slug }) => slug)
  const other = await db().tenant.findFirst({ where: { slug: { notIn: slugs } } })
  if (other === null) return
  throw new Error(
    `This database belongs to "${other.name}", and the demo makes users with public passwords. Choose another folder for the demo, for example MILEPOST_DATA_DIR=.data-demo.`,
  )
}

/** The hooks of the last start; none at the first, or when the file cannot be read. */
function readHooks(file: string): DemoHook[] {
  try {
    return demoHooksSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Written beside and renamed, so that a waiting reader never sees half a file. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.part`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

if (import.meta.filename === process.argv[1]) {
  main()
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    })
    .finally(closeDb)
}
