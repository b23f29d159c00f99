// People, their rights and invitations as the browser sees them, and what it sends to change them.

import { z } from 'zod'
import { MAX_EMAIL_LENGTH } from '../credentials'
import type { GrantProblem } from '../people'
import { RIGHTS, type Right, ROLES, type RoleName } from '../rights'
import { typedText } from '../typed-text'

/** GET /api/people/rights: what the signed-in person may do now. */
export type MyRights = { rights: readonly Right[] }

/** A scope in names. `account` null is everything the tenant has; `group` null with `isGroup` is one that is empty now. */
export type ScopeWords = { account: string | null; group: string | null; isGroup: boolean; isGone: boolean }

/** Somebody the viewer manages, or the viewer. Times in ISO UTC. */
export type Person = {
  id: string
  name: string
  email: string
  role: RoleName
  scope: ScopeWords
  rights: Right[]
  lastSignInAt: string | null
  hasSecondFactor: boolean
  isDisabled: boolean
  isYou: boolean
  mayManage: boolean
}

/** An invitation nobody has taken up yet. */
export type OpenInvitation = {
  id: string
  email: string
  role: RoleName
  scope: ScopeWords
  rights: Right[]
  invitedBy: string | null
  expiresAt: string
  isExpired: boolean
  isMailed: boolean
}

/** What the viewer can give, and whether mails leave from here. */
export type Giving = { roles: RoleName[]; rights: Right[]; canMail: boolean }

/** GET /api/people: a page by name. `count` is of all pages; `next` the cursor of the next one, null on the last. */
export type PeoplePage = Giving & { people: Person[]; count: number; next: string | null }

/** GET /api/people/invitations: a page, the newest first; else as `PeoplePage`. */
export type InvitationPage = { invitations: OpenInvitation[]; count: number; next: string | null }

/** The query of both: a text that name or address hold, and where the page begins. */
export const peopleQuerySchema = z.object({
  q: typedText().max(200).optional(),
  cursor: z.string().max(4_000).optional(),
})
export type PeopleQuery = z.infer<typeof peopleQuerySchema>

/** GET /api/people/scopes?q= */
export type ScopeChoices = { accounts: { id: string; name: string; login: string }[] }
/** GET /api/people/scopes?account= */
export type GroupChoices = { groups: string[] }
/** GET /api/people/{id}/left: what goes when somebody is deleted. */
export type LeftBehind = { reports: number; schedules: number; views: number; alarms: number }

/** Where: an account of the tree and a group in it; without an account all that the giver sees. */
const scopeSchema = z.object({
  accountId: z.uuid().nullable(),
  group: z.string().min(1).max(1000).nullable(),
})

const standingSchema = {
  role: z.enum(ROLES),
  rights: z.array(z.enum(RIGHTS)).max(RIGHTS.length),
}

export const personChangeSchema = z.object({
  name: typedText().trim().min(1).max(100),
  ...standingSchema,
  scope: z.union([z.literal('keep'), scopeSchema]),
})
export type PersonChange = z.infer<typeof personChangeSchema>
export type ScopeWish = z.infer<typeof scopeSchema>

export const invitationDraftSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(MAX_EMAIL_LENGTH),
  ...standingSchema,
  scope: scopeSchema,
  byMail: z.boolean(),
})
export type InvitationDraft = z.infer<typeof invitationDraftSchema>

/** Why nothing was stored; a key of the messages at `people.problems`. */
export type PeopleProblem =
  | GrantProblem
  | 'email'
  | 'known'
  | 'last_owner'
  | 'unproven'
  | 'beyond'
  | 'refused'
  | 'gone'
  | 'failed'
  | 'not_mailed'
  | 'invalid'
