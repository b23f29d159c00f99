// Streams as people are told of them: how they stand, who watches, what they took, and where they are played from.

import 'server-only'
import type { VideoStream } from '@/lib/domain/api/video'
import { streamBytes } from '@/lib/domain/video'
import type { Viewer } from '../access'
import { listNames, type StreamRecord } from '../data/video-streams'
import { type AddressJudge, addressJudge, streamSource } from './video-addresses'
import { storedProblem } from './video-problem'
import { mayWatch } from './video-rights'

/** Describes streams as of a moment. Their addresses are for those who may watch, and only where a browser may go. */
export async function describeStreams(
  viewer: Viewer,
  rows: readonly StreamRecord[],
  nowAt: Date,
): Promise<VideoStream[]> {
  const names = await listNames(
    viewer,
    rows.flatMap(({ viewers }) => viewers.map(({ userId }) => userId)),
  )
  const isWatcher = rows.length > 0 && (await mayWatch(viewer))
  const judges = new Map<string, AddressJudge>()
  const described: VideoStream[] = []
  for (const row of rows) {
    const judge =
      judges.get(row.connectionId) ??
      (await addressJudge(viewer.tenantId, row.connectionId).catch(() => null))
    if (judge !== null) judges.set(row.connectionId, judge)
    // Whoever may not watch gets no address either.
    const isShown = row.state === 'open' && row.address !== null && isWatcher && judge !== null
    described.push({
      id: row.id,
      channel: row.channel,
      kind: row.kind,
      state: row.state,
      endReason: row.endReason,
      source: isShown ? streamSource(judge, row.address ?? '') : null,
      problem: storedProblem(row.problem),
      leftMs: row.state === 'open' && row.endsAt ? Math.max(0, row.endsAt.getTime() - nowAt.getTime()) : null,
      viewers: row.viewers
        .slice(0, 100)
        .map(({ userId }) => ({ name: names.get(userId) ?? '', isYou: userId === viewer.userId })),
      bytes: bytesOf(row, nowAt),
      isMeasured: row.bytesPerS !== null,
    })
  }
  return described
}

type Used = Pick<StreamRecord, 'openedAt' | 'closedAt' | 'bytes' | 'bytesPerS'>

/** What a stream took by a moment, bytes: as noted at its end, else its time by its rate. */
export function bytesOf({ openedAt, closedAt, bytes, bytesPerS }: Used, nowAt: Date): number {
  if (bytes !== null || openedAt === null) return bytes ?? 0
  return streamBytes({ openedMs: openedAt.getTime(), untilMs: (closedAt ?? nowAt).getTime() }, bytesPerS)
}
