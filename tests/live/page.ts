// A browser's end of the live stream, as far as tests need one.

import type { AlarmFrame, DeltaFrame, SnapshotFrame, UpstreamFrame } from '@/lib/domain/live-frame'
import { LiveFrameReader } from '@/lib/domain/live-frame-reader'
import type { Subscription } from '@/lib/server/live/hub'
import type { LiveService } from '@/lib/server/live/live'
import type { LivePort } from '@/lib/server/live/tenant-room'

export type Page = {
  snapshots: SnapshotFrame[]
  deltas: DeltaFrame[]
  upstream: UpstreamFrame[]
  alarms: AlarmFrame[]
  isEnded: boolean
  /** Where a vehicle of the last snapshot is now, degrees; null without position, undefined when not in scope. */
  latOf(imei: string): number | null | undefined
  leave(): void
}

/** Opens the live stream of a tenant's scope. */
export async function openPage(
  service: LiveService,
  { tenantId, scopePath = '/' }: { tenantId: string; scopePath?: string },
): Promise<Page> {
  let subscription: Subscription | null = null
  const page: Page = {
    snapshots: [],
    deltas: [],
    upstream: [],
    alarms: [],
    isEnded: false,
    latOf: (imei) => latIn(page, imei),
    leave: () => subscription?.leave(),
  }
  const reader = new LiveFrameReader()
  const port: LivePort = {
    hasRoom: () => !page.isEnded,
    send: (chunk) => receive(page, new TextDecoder().decode(chunk), reader),
    end: () => {
      page.isEnded = true
    },
  }
  subscription = await service.join({
    tenantId,
    scopePath,
    sessionKey: tenantId,
    isStillAllowed: async () => true,
    port,
    lastEventId: null,
  })
  return page
}

function receive(page: Page, text: string, reader: LiveFrameReader): void {
  const event = /^event: (.*)$/m.exec(text)?.[1]
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? 'null'
  if (event === 'snapshot') page.snapshots.push(reader.snapshot(data))
  if (event === 'delta') page.deltas.push(reader.delta(data))
  if (event === 'alarm') page.alarms.push(JSON.parse(data))
  if (event === 'upstream') page.upstream.push(JSON.parse(data))
}

function latIn(page: Page, imei: string): number | null | undefined {
  const snapshot = page.snapshots.at(-1)
  const slot = snapshot?.roster.imei.indexOf(imei) ?? -1
  if (snapshot === undefined || slot < 0) return undefined
  let lat = snapshot.state.lat[slot] ?? null
  for (const delta of page.deltas) {
    const row = delta.at >= snapshot.at ? delta.slot.indexOf(slot) : -1
    if (row >= 0) lat = delta.state.lat[row] ?? null
  }
  return lat === null ? null : lat / 1e6
}
