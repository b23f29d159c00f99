// The vendor's own live page of a camera, to be shown in a frame that may do nothing but play.

import 'server-only'
import type { AddressProblem } from '@/lib/domain/video-address'
import type { Viewer } from '../access'
import { appendAudit } from '../audit'
import { callJimi } from '../jimi'
import { addressJudge } from './video-addresses'
import { cameraToWatch } from './video-live'

/** The address of the page, or whose it is when that host is not on the list. */
export type LivePage = { url: string } | { url: null; host: string; problem: AddressProblem | 'secret' }

/** @throws as `cameraToWatch` and `callJimi` */
export async function livePageOf(viewer: Viewer, deviceId: string): Promise<LivePage> {
  const device = await cameraToWatch(viewer, deviceId)
  const judge = await addressJudge(viewer.tenantId, device.connectionId)
  const { pageUrl } = await callJimi(viewer, 'jimi.device.live.page.url', { imei: device.imei })
  await appendAudit(viewer.tenantId, { actorId: viewer.userId, action: 'video.page', target: deviceId })
  const problem = judge(pageUrl, 'frame')
  if (problem === null) return { url: pageUrl }
  return { url: null, host: URL.canParse(pageUrl) ? new URL(pageUrl).host : '', problem }
}
