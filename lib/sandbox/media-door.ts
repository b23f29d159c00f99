// Serves what media methods give addresses of: pictures, clips, streams, the live page and the share page.
// Anything may be fetched from any page, as from the vendor's file servers; an address is all that is asked for.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { cameraFamilyOf, firstChannelOf } from '@/lib/domain/camera-family'
import { formatVendorTime } from './clock'
import { parseFileKey, type WantedFile } from './media/files'
import { FRAME_MS } from './media/film'
import { flvStream } from './media/flv'
import { encodeClip } from './media/mp4'
import { livePage, sharePage } from './media/pages'
import { paintPicture } from './media/picture'
import { encodePng } from './media/png'
import type { SandboxRoom } from './methods/handler'
import { shareSeal } from './methods/lookups'

const SHARE_INFO = /^(\d{15})([0-9a-f]{32})$/

/** Answers one GET below `/media`; 404 for whatever no address of ours leads to. */
export async function answerMedia(
  room: SandboxRoom,
  { request, response, nowMs }: { request: IncomingMessage; response: ServerResponse; nowMs: number },
): Promise<void> {
  request.resume()
  response.setHeader('Access-Control-Allow-Origin', '*')
  const url = new URL(request.url ?? '', room.address.origin)
  const parts = url.pathname.split('/').slice(2)
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, NOTHING)
  if (parts[0] === 'stream') return sendStream(room, { response, url, nowMs })
  const page = findPage(room, { parts, url, nowMs })
  if (page === null) return send(response, 404, NOTHING)
  sendPage(response, request.headers.range, page)
}

type Body = { type: string; body: Buffer }

const NOTHING: Body = { type: 'text/plain;charset=UTF-8', body: Buffer.from('Nothing here\n') }

function findPage(room: SandboxRoom, want: { parts: string[]; url: URL; nowMs: number }): Body | null {
  const [kind, name = ''] = want.parts
  if (kind === 'normal' && name === 'get') return paintFile(room, want.url.searchParams.get('fileKey') ?? '')
  if (kind === 'page') return room.tree.findDevice(name) && html(livePage(name, room.address.origin))
  if (kind === 'still') return paintStill(room, name.replace(/\.png$/, ''), want)
  if (kind === 'share') return showShare(room, want.url.searchParams.get('deviceinfo') ?? '', want.nowMs)
  return null
}

function paintFile(room: SandboxRoom, key: string): Body | null {
  const file = parseFileKey(key)
  if (!file || !room.tree.findDevice(file.imei)) return null
  if (file.form === 'clip') return { type: 'video/mp4', body: encodeClip(file, file.seconds) }
  return png(file, file.form === 'thumbnail' ? 2 : 1)
}

function png(scene: Pick<WantedFile, 'imei' | 'camera' | 'atMs'>, scale: 1 | 2): Body {
  return { type: 'image/png', body: encodePng(paintPicture(scene), scale) }
}

function paintStill(
  room: SandboxRoom,
  imei: string,
  { url, nowMs }: { url: URL; nowMs: number },
): Body | null {
  if (!room.tree.findDevice(imei)) return null
  return png({ imei, camera: url.searchParams.get('camera') === '2' ? 2 : 1, atMs: nowMs }, 1)
}

function showShare(room: SandboxRoom, info: string, nowMs: number): Body | null {
  const [, imei = '', seal] = SHARE_INFO.exec(info) ?? []
  const device = room.tree.findDevice(imei)
  if (!device || seal !== shareSeal(room, imei)) return null
  const { fix } = room.world.stateAt(imei, room.clock.toWorldMs(nowMs))
  const atText = fix ? formatVendorTime(room.clock.toWallMs(fix.atMs)) : ''
  return html(sharePage(device.deviceName, fix && { ...fix, atText }))
}

function html(text: string): Body {
  return { type: 'text/html;charset=UTF-8', body: Buffer.from(text) }
}

/** Runs until the session is closed or the viewer leaves. Playback beyond its end ends too. */
async function sendStream(
  room: SandboxRoom,
  { response, url, nowMs }: { response: ServerResponse; url: URL; nowMs: number },
): Promise<void> {
  const secret = url.searchParams.get('secret') ?? ''
  const stream = room.state.media.findStream(secret)
  if (!stream || !url.pathname.includes(`/${stream.imei}.`)) return send(response, 404, NOTHING)
  response.writeHead(200, { 'Content-Type': 'video/x-flv', 'Cache-Control': 'no-store' })
  const scene = { imei: stream.imei, camera: cameraOfChannel(room, stream), atMs: stream.fromMs ?? nowMs }
  const lengthMs = stream.fromMs !== null && stream.toMs !== null ? stream.toMs - stream.fromMs : Infinity
  let sentMs = 0
  for (const piece of flvStream(scene)) {
    if (response.destroyed || room.state.media.findStream(secret) !== stream || sentMs > lengthMs) break
    const isRoomy = response.write(piece)
    sentMs += FRAME_MS
    // A viewer that reads too slowly gets later frames late, never a pile of them.
    if (!isRoomy) await Promise.race([drained(response), delay(5000)])
    await delay(FRAME_MS)
  }
  response.end()
}

/** Numbering differs by model; the first channel of either looks out. */
function cameraOfChannel(room: SandboxRoom, { imei, channel }: { imei: string; channel: number }): number {
  const family = cameraFamilyOf(room.tree.findDevice(imei)?.model ?? '') ?? 'spans'
  return Math.max(1, channel - firstChannelOf(family) + 1)
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve)
    response.once('close', resolve)
  })
}

/** Players ask for parts of a clip. */
function sendPage(response: ServerResponse, range: string | undefined, { type, body }: Body): void {
  response.setHeader('Accept-Ranges', 'bytes')
  const [, from = '', to = ''] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(range ?? '') ?? []
  const start = Number(from)
  const end = Math.min(to === '' ? body.length - 1 : Number(to), body.length - 1)
  if (from === '') send(response, 200, { type, body })
  else if (start > end) send(response, 416, NOTHING)
  else {
    response.setHeader('Content-Range', `bytes ${start}-${end}/${body.length}`)
    send(response, 206, { type, body: body.subarray(start, end + 1) })
  }
}

function send(response: ServerResponse, status: number, { type, body }: Body): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
