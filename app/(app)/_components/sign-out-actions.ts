'use server'

import { pushKeysSchema } from '@/lib/domain/api/notify'
import { forgetBrowser } from '@/lib/server/data/notify-settings'
import { requireViewer } from '@/lib/server/session'

/** Takes the browser that asks off the person's list of those with web push, by its endpoint. */
export async function forgetBrowserAction(endpoint: unknown): Promise<void> {
  const viewer = await requireViewer()
  const parsed = pushKeysSchema.shape.endpoint.safeParse(endpoint)
  if (parsed.success) await forgetBrowser(viewer, parsed.data)
}
