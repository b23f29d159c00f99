// Whole HTTP requests that post positions, made ahead as bytes: to send another one only its times are written anew, so
// that the sender takes as little as possible of the machine it shares with what it measures.

/** Where the posts of a load go, and what devices they tell of. */
export type GpsTarget = { path: string; token: string; imeis: readonly string[] }

/** A request whose times can be changed. All its items tell of one moment, each of another device. */
export type GpsRequest = {
  bytes: Buffer
  /** Writes the next moment into a copy of the request: one second later than the last time. */
  writeNext(copy: Buffer): void
}

/** The most that the vendor puts into one post. */
export const ITEMS_A_REQUEST = 50
const PLACEHOLDER = '2000-01-01 00:00:00'

/** One request for each 50 devices of each target. The first moment of each is `startMs`. */
export function makeGpsRequests(targets: readonly GpsTarget[], startMs: number): GpsRequest[] {
  return targets.flatMap(({ path, token, imeis }) => {
    const groups = Math.floor(imeis.length / ITEMS_A_REQUEST)
    return Array.from({ length: groups }, (_, group) => {
      const items = imeis.slice(group * ITEMS_A_REQUEST, (group + 1) * ITEMS_A_REQUEST).map(toItem)
      const body = `token=${encodeURIComponent(token)}&data_list=${encodeURIComponent(JSON.stringify(items))}`
      return toRequest(`/api/push/${path}/pushgps`, body, startMs)
    })
  })
}

/** As the vendor's documents show a position, with all members that trackers send. */
function toItem(deviceImei: string, index: number): Record<string, string | number> {
  return {
    deviceImei,
    gpsTime: PLACEHOLDER,
    gateTime: PLACEHOLDER,
    lng: Number((113.942885 + index * 0.001733).toFixed(6)),
    lat: Number((22.576539 - index * 0.000913).toFixed(6)),
    satelliteNum: 7 + (index % 9),
    gpsSpeed: index % 100,
    direction: (index * 7) % 360,
    acc: 1,
    postType: 1,
    gpsMode: 0,
    postMethod: 0,
    status: 0,
    altitude: 31,
    distance: 125_400 + index * 1000,
  }
}

function toRequest(path: string, body: string, startMs: number): GpsRequest {
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
  ]
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  const places = placesOf(bytes, encodeURIComponent(PLACEHOLDER))
  let atMs = startMs
  return {
    bytes,
    writeNext: (copy) => {
      const text = encodeURIComponent(new Date(atMs).toISOString().slice(0, 19).replace('T', ' '))
      for (const place of places) copy.write(text, place, 'latin1')
      atMs += 1000
    },
  }
}

function placesOf(bytes: Buffer, text: string): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at)
  return places
}
