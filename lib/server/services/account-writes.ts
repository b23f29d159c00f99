// Making, editing, moving and removing accounts: asked of the vendor first, then followed in our own tree at once, in one
// transaction with the entry in the audit trail. Only within the viewer's branch; the account where that branch begins is never
// moved or removed from inside.

import 'server-only'
import { createHash } from 'node:crypto'
import { type AccountField, accountProblemOf, type NewAccountKind } from '@/lib/domain/account'
import type { AccountDraft, AccountEdit } from '@/lib/domain/api/accounts'
import { ACCOUNT_TYPES } from '@/lib/jimi/contract/accounts'
import { CODE_MEANINGS } from '@/lib/jimi/contract/codes'
import { JimiApiError } from '@/lib/jimi/errors'
import type { Viewer } from '../access'
import { type AuditDetail, appendAudit } from '../audit'
import {
  countStakes,
  storeAccountName,
  storeFact,
  storeMove,
  storeNewAccount,
  storeRemoval,
} from '../data/account-changes'
import { type Account, getAccount } from '../data/accounts'
import { inRosterTransaction, markAccount } from '../data/system/roster-changes'
import { AppError, InvalidInputError } from '../errors'
import { callJimi } from '../jimi'
import { enqueueRosterImport } from '../jobs/handlers'
import { log } from '../log'
import { assertMay } from '../rights'
import { assertManagesAccounts, connectionOf, fixedReason, heldReason } from './account-pages'

/** What was asked is not done, with a word for the screen's own sentence, and the field it is about. */
export class AccountRefusedError extends AppError {
  constructor(
    readonly word: string,
    readonly field: AccountField | null,
    { userMessage, cause }: { userMessage: string; cause?: unknown },
  ) {
    super({ code: `account_${word}`, userMessage, status: 422, cause })
  }
}

/**
 * Makes an account below another and answers its id.
 * @throws ForbiddenError; NotFoundError for a parent that is not the viewer's; AccountRefusedError; else as `callJimi`
 */
export async function createAccount(viewer: Viewer, draft: AccountDraft): Promise<string> {
  await assertMayChange(viewer)
  const parent = await getAccount(viewer, draft.parentId)
  const { login, kind, password } = draft
  const passwordMd5 = createHash('md5').update(password, 'utf8').digest('hex')
  const input = { parentLogin: parent.login, login, type: kind, passwordMd5, ...vendorPerson(draft) }
  await asked(viewer, parent, () => callJimi(viewer, 'jimi.user.child.create', input))
  return inRosterTransaction([parent.connectionId], async () => {
    const id = await storeNewAccount(viewer, parent, { login, name: draft.name, type: LISTED_TYPES[kind] })
    await storeFact(viewer, id, draft)
    await note(viewer, 'account.create', { id, login, detail: { below: parent.login, kind } })
    return id
  })
}

/** Edits name, contact and permissions. @throws as `createAccount` */
export async function updateAccount(viewer: Viewer, accountId: string, edit: AccountEdit): Promise<void> {
  await assertMayChange(viewer)
  const account = await getAccount(viewer, accountId)
  const why = fixedReason(account, (await connectionOf(account, viewer)).profile)
  if (why !== null) throw refusal(`fixed_${why}`)
  const { login } = account
  const input = { accountLogin: login, ...vendorPerson(edit) }
  await asked(viewer, account, () => callJimi(viewer, 'jimi.user.child.update', input))
  await inRosterTransaction([account.connectionId], async () => {
    await storeAccountName(viewer, account, edit.name)
    await storeFact(viewer, accountId, edit)
    await note(viewer, 'account.change', { id: accountId, login, detail: { name: edit.name } })
  })
}

/**
 * Hangs an account with all below it under another. Views of people that begin in there go with it.
 * @throws as `createAccount`, also for a target that is not the viewer's
 */
export async function moveAccount(viewer: Viewer, accountId: string, targetId: string): Promise<void> {
  await assertMayChange(viewer)
  const [account, target] = await Promise.all([getAccount(viewer, accountId), getAccount(viewer, targetId)])
  assertNotHeld(viewer, account)
  if (target.path.startsWith(account.path)) throw refusal('into_itself', 'target')
  if (target.id === account.parentId) throw refusal('there_already', 'target')
  if (target.connectionId !== account.connectionId) throw refusal('other_connection', 'target')
  const input = { accountLogin: account.login, targetLogin: target.login }
  await markAccount(viewer.tenantId, account)
  await asked(viewer, account, () => callJimi(viewer, 'jimi.user.child.move', input))
  const { people, devices, accounts } = await countStakes(viewer, account)
  const detail = { from: account.path, below: target.login, accounts, devices, people }
  const { wasMissed } = await inRosterTransaction([account.connectionId], async () => {
    const stored = await storeMove(viewer, account, target)
    await note(viewer, 'account.move', { id: accountId, login: account.login, detail })
    return stored
  })
  if (wasMissed) await queueReading(viewer, account)
}

/**
 * Removes an account, once its login was typed. One that holds devices or accounts stays: what the vendor makes of them is
 * documented nowhere.
 * @throws as `createAccount`; InvalidInputError when another login was typed
 */
export async function removeAccount(viewer: Viewer, accountId: string, typedLogin: string): Promise<void> {
  await assertMayChange(viewer)
  const account = await getAccount(viewer, accountId)
  assertNotHeld(viewer, account)
  if (typedLogin.trim() !== account.login) throw new InvalidInputError('Type the login of the account.')
  const { accounts, devices, people } = await countStakes(viewer, account)
  if (accounts + devices > 0) throw refusal('still_used')
  await asked(viewer, account, () => callJimi(viewer, 'jimi.user.child.del', { accountLogin: account.login }))
  const detail = { path: account.path, people }
  await inRosterTransaction([account.connectionId], async () => {
    await storeRemoval(viewer, account)
    await note(viewer, 'account.remove', { id: accountId, login: account.login, detail })
  })
}

async function assertMayChange(viewer: Viewer): Promise<void> {
  assertManagesAccounts(viewer)
  await assertMay(viewer, 'manage_devices')
}

function assertNotHeld(viewer: Viewer, account: Account): void {
  const why = heldReason(viewer, account)
  if (why !== null) throw refusal(`held_${why}`)
}

/** The type that a new account has in the vendor's lists, which number them otherwise than requests. */
const LISTED_TYPES: Record<NewAccountKind, number> = {
  distributor: ACCOUNT_TYPES.ordinaryDistributor,
  user: ACCOUNT_TYPES.user,
  sales: ACCOUNT_TYPES.sales,
}

/** As the vendor takes it. An empty field cannot be sent, so what stood there may stay. */
function vendorPerson({ name, email, phone, contactPerson, companyName, permissions }: AccountEdit) {
  return {
    name,
    email,
    permissions,
    phone: phone || undefined,
    contactPerson: contactPerson || undefined,
    companyName: companyName || undefined,
  }
}

/** A refusal that is about accounts gets words; when the vendor knows another tree than we, ours is read anew. */
async function asked<T>(viewer: Viewer, account: Account, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const problem = error instanceof JimiApiError ? accountProblemOf(error.code) : null
    if (!(error instanceof JimiApiError) || problem === null) throw error
    if (ANOTHER_TREE.includes(error.code)) await readAnew(viewer, account)
    const userMessage = CODE_MEANINGS[error.code] ?? 'The vendor refused this.'
    throw new AccountRefusedError(problem.word, problem.field, { userMessage, cause: error })
  }
}

const ANOTHER_TREE = [213, 214, 217]

/** What is being read now may be older than the refusal: marked, it is read once more. */
async function readAnew(viewer: Viewer, account: Account): Promise<void> {
  await markAccount(viewer.tenantId, account)
  await queueReading(viewer, account)
}

async function queueReading({ tenantId }: Viewer, { connectionId }: Account): Promise<void> {
  await enqueueRosterImport({ tenantId, id: connectionId }).catch((error: unknown) =>
    log.warn({ err: error, connectionId }, 'reading of the roster not queued'),
  )
}

function refusal(word: string, field: AccountField | null = null): AccountRefusedError {
  return new AccountRefusedError(word, field, { userMessage: WORDS[word] ?? 'This cannot be done.' })
}

const WORDS: Readonly<Record<string, string>> = {
  fixed_connection: 'Milepost signs in to the vendor with this account, so it is edited there.',
  fixed_profile: "The vendor's older platform cannot edit accounts.",
  held_connection: 'Milepost signs in to the vendor with this account, so it stays where it is.',
  held_own_scope: 'Your own view begins with this account, so somebody above you moves or removes it.',
  into_itself: 'An account cannot go below itself.',
  there_already: 'The account is there already.',
  other_connection: 'That account belongs to another connection.',
  still_used: 'The account still has devices or accounts below it. Move them away first.',
}

async function note(
  viewer: Viewer,
  action: string,
  { id, login, detail }: { id: string; login: string; detail: AuditDetail },
): Promise<void> {
  await appendAudit(viewer.tenantId, {
    actorId: viewer.userId,
    action,
    target: id,
    detail: { login, ...detail },
  })
}
