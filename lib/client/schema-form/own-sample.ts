// The vendor's sample with the reader's own things in place of the vendor's, so that it can be sent as it stands.

import type { ExplorerMethod, OwnNames } from '@/lib/domain/api/explorer'

const DAY_MS = 86_400_000

/**
 * The sample of a method, with a device and an account of `own` where the input has one, and with the day up to `nowMs`
 * where it has a span. Null without a sample, or without anything of one's own.
 */
export function ownSample(
  { fields, example }: Pick<ExplorerMethod, 'fields' | 'example'>,
  own: OwnNames | undefined,
  nowMs: number,
): Record<string, unknown> | null {
  const device = own?.devices[0]
  const accountLogin = device?.accountLogin ?? own?.logins[0]
  if (example === null || accountLogin === undefined) return null
  const endMs = Math.floor(nowMs / 60_000) * 60_000
  const known: Record<string, unknown> = {
    imei: device?.imei,
    imeis: device && [device.imei],
    accountLogin,
    parentLogin: accountLogin,
    sourceLogin: accountLogin,
    beginAt: new Date(endMs - DAY_MS).toISOString(),
    endAt: new Date(endMs).toISOString(),
  }
  const ours = fields.flatMap(({ key, required }) => {
    const isWanted = required || key in example || key === 'imei' || key === 'parentLogin'
    return isWanted && known[key] !== undefined ? [[key, known[key]]] : []
  })
  return { ...example, ...Object.fromEntries(ours) }
}
