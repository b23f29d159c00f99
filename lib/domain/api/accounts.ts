// Milepost's own answers about the account tree, as the browser reads them, and what it sends.

import { z } from 'zod'
import {
  ACCOUNT_KINDS,
  ACCOUNT_LOGIN,
  ACCOUNT_OBSTACLES,
  ACCOUNT_PERMISSIONS,
  MAX_ACCOUNT_SEARCH,
  MAX_ACCOUNTS_ASKED,
  NEW_ACCOUNT_KINDS,
} from '../account'

/** Children an answer holds; more are asked for by its cursor. */
export const ACCOUNT_PAGE = 50
/** What a search answers at most. */
export const MAX_ACCOUNT_HITS = 50

export const accountsQuerySchema = z.object({
  /** The account whose children are wanted; left out, the tops of what the viewer sees. */
  parent: z.uuid().optional(),
  cursor: z.string().max(8_000).optional(),
})
/** `moving` is an account that is to go below one of those found: then only those where it can go, all of them without a `q`. */
export const accountSearchQuerySchema = z
  .object({ q: z.string().trim().max(MAX_ACCOUNT_SEARCH), moving: z.uuid().optional() })
  .refine(({ q, moving }) => q !== '' || moving !== undefined, { path: ['q'] })

/** Devices counted: all of them, those online, and those whose term ends within EXPIRING_DAYS. */
const countsSchema = z.object({ devices: z.number(), online: z.number(), expiring: z.number() })
export type AccountCounts = z.infer<typeof countsSchema>

export const accountNodeSchema = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  /** Null for the tops of what the viewer sees, whoever stands above them. */
  parentId: z.uuid().nullable(),
  /** Accounts directly below. */
  childCount: z.number(),
  /** Of the account itself. */
  own: countsSchema,
  /** With all accounts below it. */
  total: countsSchema,
  /** Null when devices can be moved to it. */
  obstacle: z.enum(ACCOUNT_OBSTACLES).nullable(),
})
export type AccountNode = z.infer<typeof accountNodeSchema>

/** GET /api/accounts/counts?ids=: those that are still there, as they are now. */
export const accountsNowQuerySchema = z.object({
  ids: z
    .string()
    .max(MAX_ACCOUNTS_ASKED * 37)
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).min(1).max(MAX_ACCOUNTS_ASKED)),
})
export type AccountsNow = { accounts: AccountNode[] }

export const accountPageSchema = z.object({
  accounts: z.array(accountNodeSchema).max(ACCOUNT_PAGE),
  next: z.string().nullable(),
})
export type AccountPage = z.infer<typeof accountPageSchema>

export const accountHitSchema = z.object({
  account: accountNodeSchema,
  /** Names from the top down, the account itself left out. */
  way: z.array(z.string()).max(50),
})
export const accountSearchSchema = z.object({
  hits: z.array(accountHitSchema).max(MAX_ACCOUNT_HITS),
  hasMore: z.boolean(),
})
export type AccountSearch = z.infer<typeof accountSearchSchema>
export type AccountHit = z.infer<typeof accountHitSchema>

export const accountDetailSchema = z.object({
  account: accountNodeSchema,
  /** From the top down, the account itself left out. */
  way: z.array(accountNodeSchema).max(50),
  /** The name of the connection it belongs to. */
  connection: z.string(),
  mayCreate: z.boolean(),
  mayEdit: z.boolean(),
  mayMove: z.boolean(),
  mayEnter: z.boolean(),
  /** Why it can be neither moved nor removed; null when it can. */
  heldBecause: z.enum(['own_scope', 'connection', 'right']).nullable(),
  /** Why it cannot be edited; null when it can. */
  fixedBecause: z.enum(['profile', 'connection', 'right']).nullable(),
})
export type AccountDetail = z.infer<typeof accountDetailSchema>

const permissionsSchema = z.record(z.enum(ACCOUNT_PERMISSIONS), z.boolean())

/** What the vendor and we know of the person behind an account; null for what neither tells. */
export const accountProfileSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  companyName: z.string().nullable(),
  contactPerson: z.string().nullable(),
  permissions: permissionsSchema.nullable(),
  remark: z.string().nullable(),
  enabled: z.boolean().nullable(),
  /** Whether the vendor was asked: it tells of an account only to whoever stands above it. */
  isFromVendor: z.boolean(),
})
export type AccountProfile = z.infer<typeof accountProfileSchema>

/** What hangs on an account and all below it. */
export const accountStakesSchema = z.object({
  accounts: z.number(),
  devices: z.number(),
  /** People whose view begins there or further down. */
  people: z.number(),
  fences: z.number(),
  reports: z.number(),
})
export type AccountStakes = z.infer<typeof accountStakesSchema>

const line = (max: number) => z.string().trim().max(max)
/** What people fill in, whether the account is new or not. */
const personShape = {
  name: line(100).min(1),
  email: line(120).regex(/^[^\s@]+@[^\s@]+$/),
  phone: line(40),
  contactPerson: line(100),
  companyName: line(100),
  permissions: permissionsSchema,
}
export const accountEditSchema = z.strictObject(personShape)
export type AccountEdit = z.infer<typeof accountEditSchema>

/** Characters of a password for the vendor's pages. */
export const ACCOUNT_PASSWORD = { min: 8, max: 64 } as const

export const accountDraftSchema = z.strictObject({
  parentId: z.uuid(),
  login: z.string().regex(ACCOUNT_LOGIN),
  kind: z.enum(NEW_ACCOUNT_KINDS),
  password: z.string().min(ACCOUNT_PASSWORD.min).max(ACCOUNT_PASSWORD.max),
  ...personShape,
})
export type AccountDraft = z.infer<typeof accountDraftSchema>
