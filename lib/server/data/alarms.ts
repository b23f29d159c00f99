// Alarms as people may see them. Storing them is the business of system/alarms.ts.

import 'server-only'
import type { Viewer } from '../access'
import { db } from '../db'
import type { Alarm } from './records'
import { visibleDevices } from './scope'

/** An alarm with what its device is called. */
export type AlarmOfDevice = Alarm & {
  ruleSeverity: string | null
  device: { imei: string; name: string; plate: string | null }
}

/** The newest alarms of devices in scope, newest first; only those before `beforeAt` when given. */
export function listRecentAlarms(
  viewer: Viewer,
  { limit, beforeAt }: { limit: number; beforeAt?: Date },
): Promise<AlarmOfDevice[]> {
  return db().alarm.findMany({
    where: {
      tenantId: viewer.tenantId,
      device: visibleDevices(viewer),
      ...(beforeAt ? { startedAt: { lt: beforeAt } } : {}),
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
    take: limit,
    omit: { tenantId: true, item: true, pushedAt: true, polledAt: true },
    include: { device: { select: { imei: true, name: true, plate: true } } },
  })
}
