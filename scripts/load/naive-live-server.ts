// The usual way of telling browsers where vehicles are, for comparison: every position is made into a message for every
// client that may see it and written at once, as the best-known open-source server does. No database, no sessions, no framework.
// Reads its world as JSON from a file named on the command line.

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

const worldSchema = z.object({
  port: z.int(),
  fleets: z.array(z.object({ path: z.string(), imeis: z.array(z.string()).max(200_000) })).max(100),
})

type Client = { scope: number; response: ServerResponse }
type Item = { deviceImei: string; gpsTime: string; lat: number; lng: number } & Record<string, unknown>

const world = worldSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
const clients = world.fleets.map(() => new Set<Client>())
const places = world.fleets.map(({ imeis }) => new Map(imeis.map((imei, index) => [imei, index])))
let positionId = 0

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const push = /^\/api\/push\/([^/]+)\/pushgps$/.exec(pathname)
  if (push) return void takePush(push[1] ?? '', request, response)
  if (pathname !== '/api/live') return void response.end('ok')
  const fleet = Number(searchParams.get('fleet'))
  const client = { scope: searchParams.get('scope')?.split('/').length ?? 0, response }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  response.write(': welcome\n\n')
  clients[fleet]?.add(client)
  response.on('close', () => clients[fleet]?.delete(client))
})
server.listen(world.port, '127.0.0.1')

async function takePush(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const form = new URLSearchParams(Buffer.concat(parts).toString('latin1'))
  const items: Item[] = JSON.parse(form.get('data_list') ?? '[]')
  const fleet = world.fleets.findIndex((known) => known.path === path)
  for (const item of items) tell(fleet, item)
  response.setHeader('content-type', 'application/json')
  response.end('{"code":0}')
}

function tell(fleet: number, item: Item): void {
  const index = places[fleet]?.get(item.deviceImei) ?? 0
  positionId += 1
  for (const { scope, response } of clients[fleet] ?? []) {
    if (!isInScope(index, scope)) continue
    response.write(`data: ${JSON.stringify(toMessage(item, index))}\n\n`)
  }
}

/** '/' sees all; '/top/north/' every second vehicle; '/top/north/coast/' every fourth, as the benchmark's fleets are made. */
function isInScope(index: number, parts: number): boolean {
  if (parts <= 2) return true
  return parts === 4 ? index % 2 === 1 : index % 4 === 3
}

function toMessage(item: Item, deviceId: number) {
  const time = `${item.gpsTime.replace(' ', 'T')}.000+00:00`
  return {
    positions: [
      {
        imei: item.deviceImei,
        fixTime: time,
        id: positionId,
        deviceId,
        protocol: 'gt06',
        serverTime: time,
        deviceTime: time,
        outdated: false,
        valid: true,
        latitude: item.lat,
        longitude: item.lng,
        altitude: item.altitude,
        speed: Number(item.gpsSpeed) / 1.852,
        course: item.direction,
        address: null,
        accuracy: 0,
        network: null,
        geofenceIds: null,
        attributes: { sat: item.satelliteNum, ignition: item.acc === 1, distance: 0, motion: true },
      },
    ],
  }
}
