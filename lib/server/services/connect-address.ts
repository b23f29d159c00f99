// Which addresses a vendor account may be connected at by a page: the vendor's own regions, and what the operator allows.
// The command line is the operator's, and takes any.

import { findRegion } from '@/lib/jimi/regions'
import { hasSeveralTenants } from '../data/system/tenants'
import { env } from '../env'
import { isAllowedTarget, judgeTarget, OutboundRefusedError } from '../notify/outbound-guard'

/** This very machine, where a sandbox listens. Whoever has an installation alone is its operator. */
const THIS_MACHINE = ['localhost', '127.0.0.0/8', '::1']

/**
 * Whether credentials may be sent there: a region of the vendor's, or any public address by https, or one that
 * MILEPOST_WEBHOOK_ALLOW names. Looks the name up.
 */
export async function isVendorAddress(baseUrl: string): Promise<boolean> {
  if (findRegion(baseUrl) !== null) return true
  const { webhookAllow, demo } = env()
  const allow = demo || !(await hasSeveralTenants()) ? [...webhookAllow, ...THIS_MACHINE] : webhookAllow
  try {
    const { url } = await judgeTarget(baseUrl, { allow })
    // In the clear, whoever listens on the way has the account.
    return url.protocol === 'https:' || isAllowedTarget(url, allow)
  } catch (error) {
    if (error instanceof OutboundRefusedError) return false
    throw error
  }
}
