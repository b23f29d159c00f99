import type { NotifySettings } from '@/lib/domain/api/notify'
import { handleApi } from '@/lib/server/http'
import { notifySettings } from '@/lib/server/services/notify-settings'
import { requireSession } from '@/lib/server/session'

/** A person's notifications, and for owners the tenant's: `NotifySettings` of lib/domain/api/notify.ts. */
export const GET = handleApi(async () => {
  const { viewer, person } = await requireSession()
  const body: NotifySettings = await notifySettings(viewer, person.email)
  return Response.json(body)
})
