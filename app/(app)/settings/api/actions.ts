'use server'

import { z } from 'zod'
import { tokenDraftSchema } from '@/lib/domain/api-v1/tokens'
import { AppError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { makeToken, revokeToken } from '@/lib/server/services/api-tokens'
import { requireViewer } from '@/lib/server/session'

/** What came of it; `fields` name what does not fit, `message` is a failure in words. */
export type TokenAnswer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'unfit'; fields: string[] }
  | { kind: 'failed'; message: string }

/** Makes a token; the answer is the one time that it is seen. */
export async function makeTokenAction(draft: unknown): Promise<TokenAnswer<string>> {
  const viewer = await requireViewer()
  const parsed = tokenDraftSchema.safeParse(draft)
  if (!parsed.success)
    return { kind: 'unfit', fields: parsed.error.issues.map(({ path }) => String(path[0] ?? 'name')) }
  return answer(async () => (await makeToken(viewer, parsed.data)).token)
}

/** Revokes one of one's own tokens, at once. */
export async function revokeTokenAction(id: unknown): Promise<TokenAnswer<null>> {
  const viewer = await requireViewer()
  return answer(async () => {
    await revokeToken(viewer, z.string().max(100).parse(id))
    return null
  })
}

async function answer<T>(work: () => Promise<T>): Promise<TokenAnswer<T>> {
  try {
    return { kind: 'ok', value: await work() }
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, 'API tokens could not be changed')
    return {
      kind: 'failed',
      message: await errorWords(error instanceof AppError ? error : internalError(error)),
    }
  }
}
