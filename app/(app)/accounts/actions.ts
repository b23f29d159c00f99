'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { AccountField } from '@/lib/domain/account'
import { accountDraftSchema, accountEditSchema } from '@/lib/domain/api/accounts'
import { AppError, InvalidInputError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import {
  AccountRefusedError,
  createAccount,
  moveAccount,
  removeAccount,
  updateAccount,
} from '@/lib/server/services/account-writes'
import { vendorFailure } from '@/lib/server/services/vendor-words'
import { requireSession, requireViewer } from '@/lib/server/session'
import { enterView } from '@/lib/server/view-as'

/** What came of it; a failure in words for the person, with the field it is about where there is one. */
export type AccountAnswer<T = null> =
  | { ok: true; value: T }
  | { ok: false; message: string; field: AccountField | null }

const idSchema = z.uuid()
const loginSchema = z.string().max(200)

/** Makes an account below another; answers its id. */
export async function createAccountAction(draft: unknown): Promise<AccountAnswer<string>> {
  const viewer = await requireViewer()
  return answer(() => createAccount(viewer, read(accountDraftSchema, draft)))
}

/** Edits name, contact and permissions. */
export async function updateAccountAction(id: unknown, edit: unknown): Promise<AccountAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await updateAccount(viewer, read(idSchema, id), read(accountEditSchema, edit))
    return null
  })
}

/** Hangs an account under another. */
export async function moveAccountAction(id: unknown, targetId: unknown): Promise<AccountAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await moveAccount(viewer, read(idSchema, id), read(idSchema, targetId))
    return null
  })
}

/** Removes an account whose login was typed. */
export async function removeAccountAction(id: unknown, typedLogin: unknown): Promise<AccountAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    await removeAccount(viewer, read(idSchema, id), read(loginSchema, typedLogin))
    return null
  })
}

/** Begins to look at Milepost as an account does. Leaving is in the banner, which stands on every page. */
export async function enterViewAction(id: unknown): Promise<AccountAnswer> {
  const session = await requireSession()
  return answer(async () => {
    await enterView(session, read(idSchema, id))
    return null
  })
}

function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new InvalidInputError()
  return parsed.data
}

async function answer<T>(work: () => Promise<T>): Promise<AccountAnswer<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof AccountRefusedError) {
      const t = await getTranslations('accounts.problems')
      const message = t.has(error.word) ? t(error.word) : error.userMessage
      return { ok: false, message, field: error.field }
    }
    const failure = error instanceof AppError ? error : vendorFailure(error, Date.now())
    if (failure === null) log.error({ err: error }, 'accounts: action failed')
    return { ok: false, message: await errorWords(failure ?? internalError(error)), field: null }
  }
}
