// Which host names this installation answers by, for the proxy that fetches certificates for them and for no others.

import { isHostName } from '@/lib/domain/branding'
import { listTenantHosts } from './data/system/branding'
import { env } from './env'
import { log } from './log'
import { singleton } from './singleton'

/** A change shows this late at most, and a database that is away is not asked again before. */
const FRESH_MS = 5_000

/** `unknown` while the database is away. */
export type HostStanding = 'served' | 'foreign' | 'unknown'

/**
 * Whether a name, in any case and with or without the dot of the root, is the installation's own or a tenant's. Never fails,
 * and however many names are asked, the database is asked once in `FRESH_MS`: whoever opens a connection makes up names.
 */
export async function standingOfHost(name: string): Promise<HostStanding> {
  const host = name.toLowerCase().replace(/\.$/, '')
  if (!isHostName(host)) return 'foreign'
  if (host === installationHost()) return 'served'
  const hosts = await tenantHosts()
  if (hosts === null) return 'unknown'
  return hosts.has(host) ? 'served' : 'foreign'
}

function installationHost(): string | null {
  const { publicUrl } = env()
  return publicUrl === null ? null : new URL(publicUrl).hostname
}

type Hosts = ReadonlySet<string> | null

/** Null while the database is away. */
function tenantHosts(): Promise<Hosts> {
  const known = singleton('served-hosts', (): { hosts: Promise<Hosts>; readAtMs: number } => ({
    hosts: Promise.resolve(null),
    readAtMs: Number.NEGATIVE_INFINITY,
  }))
  if (Date.now() - known.readAtMs < FRESH_MS) return known.hosts
  known.readAtMs = Date.now()
  known.hosts = readHosts()
  return known.hosts
}

async function readHosts(): Promise<Hosts> {
  try {
    return new Set(await listTenantHosts())
  } catch (error) {
    log.warn({ err: error }, 'the host names of tenants could not be read')
    return null
  }
}
