// Whose look the page of this request has: of the tenant of who is signed in, else of the host it came to.

import 'server-only'
import { headers } from 'next/headers'
import type { Brand } from '@/lib/domain/api/branding'
import { brandingForHost, brandingOf } from './branding'
import { findSession } from './session'

/** Never fails: what cannot be told looks as Milepost does by itself. */
export async function brandOfRequest(): Promise<Brand> {
  // With the database away nobody can be recognised.
  const session = await findSession().catch(() => null)
  if (session) return brandingOf(session.viewer.tenantId)
  return brandingForHost((await headers()).get('host'))
}
