'use server'

import { z } from 'zod'
import { type RuleProblem, ruleDraftSchema } from '@/lib/domain/alarm-rules'
import { AppError, InvalidInputError, internalError } from '@/lib/server/errors'
import { errorWords } from '@/lib/server/i18n'
import { log } from '@/lib/server/log'
import { moveRule, removeRule, saveRule, setRuleEnabled } from '@/lib/server/services/notify-rules'
import { requireViewer } from '@/lib/server/session'

/**
 * What came of it: the rule's id, or a failure in words, at the fields where it belongs to some. `changedAt` says that somebody
 * has changed the rule since it was read, and when.
 */
export type RuleAnswer =
  | { ok: true; id: string }
  | { ok: false; message: string; problems: RuleProblem[]; changedAt?: string }

const idSchema = z.uuid()
const seenSchema = z
  .strictObject({ id: idSchema, updatedAt: z.iso.datetime().transform((text) => new Date(text)) })
  .nullable()

/** Makes a rule, or changes the one that was seen, unless somebody has changed it since. */
export async function saveRuleAction(seen: unknown, draft: unknown): Promise<RuleAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    const rule = seenSchema.parse(seen)
    const parsed = ruleDraftSchema.safeParse(draft)
    if (!parsed.success) throw new InvalidInputError()
    const saved = await saveRule(viewer, rule, parsed.data)
    if ('id' in saved) return { ok: true, id: saved.id }
    if ('problems' in saved) return { ok: false, message: '', problems: saved.problems }
    return { ok: false, message: '', problems: [], changedAt: saved.changedAt.toISOString() }
  })
}

/** Switches a rule on or off. */
export async function enableRuleAction(id: unknown, enabled: unknown): Promise<RuleAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    const ruleId = idSchema.parse(id)
    await setRuleEnabled(viewer, ruleId, z.boolean().parse(enabled))
    return { ok: true, id: ruleId }
  })
}

/** Puts a rule one place earlier or later. */
export async function moveRuleAction(id: unknown, by: unknown): Promise<RuleAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    const ruleId = idSchema.parse(id)
    await moveRule(viewer, ruleId, z.literal([-1, 1]).parse(by))
    return { ok: true, id: ruleId }
  })
}

/** Takes a rule away. */
export async function removeRuleAction(id: unknown): Promise<RuleAnswer> {
  const viewer = await requireViewer()
  return answer(async () => {
    const ruleId = idSchema.parse(id)
    await removeRule(viewer, ruleId)
    return { ok: true, id: ruleId }
  })
}

async function answer(work: () => Promise<RuleAnswer>): Promise<RuleAnswer> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof AppError ? error : null
    if (known === null) log.error({ err: error }, 'alarm rules: action failed')
    return { ok: false, message: await errorWords(known ?? internalError(error)), problems: [] }
  }
}
