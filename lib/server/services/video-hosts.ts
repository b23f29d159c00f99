// Looks up, in every process, which hosts connections have, so that policies can name them. See ../media-hosts.ts.

import 'server-only'
import { listEnabledConnections } from '../data/system/connections'
import { log } from '../log'
import { keepMediaHosts } from '../media-hosts'
import { singleton } from '../singleton'

const LOOK_EVERY_MS = 60_000

/** Begins to look, and goes on as long as the process lives. Returns at once. */
export function startMediaHosts(): void {
  singleton('media-hosts-timer', () => {
    void learnMediaHosts()
    return setInterval(() => void learnMediaHosts(), LOOK_EVERY_MS).unref()
  })
}

/** Looks once. Never throws: without the database, those known stay. */
export async function learnMediaHosts(): Promise<void> {
  try {
    keepMediaHosts((await listEnabledConnections()).map(({ baseUrl }) => baseUrl))
  } catch (error) {
    log.debug({ err: error }, 'media hosts not read')
  }
}
