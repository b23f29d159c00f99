// The production app for the map's benchmark: one tenant with one dispatcher, on a database that is thrown away afterwards.

import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { startSession } from '@/lib/server/data/system/sessions'
import { db } from '@/lib/server/db'
import { encodeSession, sessionCookie } from '@/lib/server/session-cookie'
import { appLaunch, type RunningProcess, startProcess } from '../load/processes'
import { makeWorld, type Store, withStore } from '../load/world'

export type SessionCookie = { name: string; value: string }

/** Makes the tenant and its dispatcher. */
export function makeDispatcher(store: Store): Promise<SessionCookie> {
  return withStore(store, async () => {
    const [tenant] = await makeWorld({ tenants: 1, devicesEach: 1 })
    if (tenant === undefined) throw new Error('There is no tenant to sign in to.')
    const { tenantId } = tenant
    const userId = randomUUID()
    await db().user.create({
      data: {
        id: userId,
        tenantId,
        email: `${userId}@example.com`,
        name: 'Dana',
        passwordHash: '-',
        role: 'dispatcher',
      },
    })
    const sessionId = await startSession({ tenantId, userId }, { address: null, userAgent: null })
    return {
      name: sessionCookie().name,
      value: await encodeSession({ userId, sessionVersion: 1, sessionId }),
    }
  })
}

/** Starts the app on a port, behind the address that browsers use. */
export async function startApp(options: {
  store: Store
  distDir: string
  port: number
  publicUrl: string
}): Promise<RunningProcess> {
  const launch = appLaunch(options.distDir)
  const app = await startProcess({
    ...launch,
    port: options.port,
    variables: {
      ...launch.variables,
      ...options.store,
      MILEPOST_URL: options.publicUrl,
      LOG_LEVEL: 'warn',
    },
    logFile: path.join(options.store.MILEPOST_DATA_DIR, 'app.log'),
  })
  await app.ready()
  return app
}
