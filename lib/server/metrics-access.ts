// Who may read the metrics, whatever kind of server they are asked of.

import { createHash, timingSafeEqual } from 'node:crypto'
import { isFromThisMachine } from './client-address'
import { env } from './env'
import { NotFoundError, UnauthenticatedError } from './errors'

/**
 * Lets readers of metrics pass: with MILEPOST_METRICS_TOKEN those who bear it; without, those on this machine.
 * @throws NotFoundError or UnauthenticatedError for everybody else.
 */
export function assertMayReadMetrics(headers: Headers): void {
  const { metricsToken } = env()
  if (metricsToken === null && !isFromThisMachine(headers)) throw new NotFoundError()
  if (metricsToken !== null && !hasToken(headers, metricsToken)) throw new UnauthenticatedError()
}

function hasToken(headers: Headers, expected: string): boolean {
  const given = headers.get('authorization')?.replace(/^bearer\s+/i, '') ?? ''
  // Equal lengths for the comparison, whatever was sent.
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
