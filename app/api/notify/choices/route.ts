import type { RuleChoices } from '@/lib/domain/api/notify'
import { handleApi } from '@/lib/server/http'
import { ruleChoices } from '@/lib/server/services/notify-rules'
import { requireSession } from '@/lib/server/session'

/** What the form of a rule offers: `RuleChoices` of lib/domain/api/notify.ts. Owners only. */
export const GET = handleApi(async () => {
  const { viewer } = await requireSession()
  const body: RuleChoices = await ruleChoices(viewer)
  return Response.json(body)
})
