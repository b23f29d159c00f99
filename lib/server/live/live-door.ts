// Answers /api/live at the web server's own door: through Next each chunk for each listener costs ten times what it costs
// here, and a thousand listeners get one a second. Whoever is not clearly welcome is left to the route, which says why.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Door } from '../front-door'
import { log } from '../log'
import { SECURITY_HEADERS } from '../security-headers'
import { isSessionAlive, type Session, sessionFromClaims } from '../session'
import { decodeSession, isRenewalDue, sessionCookie } from '../session-cookie'
import type { JoinRequest, Subscription } from './hub'
import { live } from './live'
import { ResponsePort } from './response-port'
import { FORMAT, LIVE_HEADERS, liveJoiner } from './stream'
import type { LivePort } from './tenant-room'

type Join = (request: JoinRequest) => Promise<Subscription>

const ADDRESS = /^\/api\/live(?:\?|$)/

/** The door of the live stream. @param join how a listener comes in; of this process's live service when left out */
export function liveDoor(join: Join = (request) => live().join(request)): Door {
  return (request, response) => {
    if (request.method !== 'GET' || !ADDRESS.test(request.url ?? '')) return false
    return answerLive(request, response, join).catch((error: unknown) => {
      log.warn({ err: error, path: '/api/live' }, 'the live door leaves a request to its route')
      return false
    })
  }
}

/** False when nobody was answered. */
async function answerLive(request: IncomingMessage, response: ServerResponse, join: Join): Promise<boolean> {
  const session = await sessionOf(request)
  if (session === null) return false
  const reader = new LiveReader(response, takesGzip(request))
  try {
    const { drained, leave } = await join({
      ...liveJoiner(session),
      isStillAllowed: () => isSessionAlive(session),
      lastEventId: lastEventIdOf(request),
      port: reader,
    })
    reader.begin(drained)
    leaveWithThem(request, response, leave)
  } catch (error) {
    reader.abandon()
    if (!response.headersSent) throw error
    breakOff(response, error)
  }
  return true
}

/** Leaves once the answer or its connection is closed. Of an answer whose turn on its connection never came, only the latter is told. */
function leaveWithThem(request: IncomingMessage, response: ServerResponse, leave: () => void): void {
  const { socket } = request
  const gone = () => {
    socket.off('close', gone)
    response.off('close', gone)
    leave()
  }
  socket.once('close', gone)
  response.once('close', gone)
  // They may have left while the fleet was being loaded.
  if (socket.destroyed || response.closed) gone()
}

/** Ends a stream that cannot go on; the browser begins anew. */
function breakOff(response: ServerResponse, error: unknown): void {
  log.error({ err: error, path: '/api/live' }, 'a live stream broke')
  response.destroy()
}

/** A listener's port, which begins the answer with the first word: one who cannot be let in is left to the route. */
class LiveReader implements LivePort {
  private port: ResponsePort | null = null
  private isAbandoned = false
  private drained: () => void = () => undefined

  constructor(
    private readonly response: ServerResponse,
    private readonly isPacked: boolean,
  ) {}

  /** Begins the answer if it has not begun. */
  begin(drained: () => void): void {
    this.drained = drained
    this.opened()
  }

  /** Nothing more is sent: the answer is somebody else's now, or broken. */
  abandon(): void {
    this.isAbandoned = true
  }

  hasRoom(): boolean {
    return !this.isAbandoned && (this.port?.hasRoom() ?? true)
  }

  send(chunk: Uint8Array): void {
    if (!this.isAbandoned) this.opened().send(chunk)
  }

  end(): void {
    if (!this.isAbandoned) this.opened().end()
  }

  private opened(): ResponsePort {
    if (this.port !== null) return this.port
    const packing = this.isPacked ? { 'content-encoding': 'gzip' } : {}
    this.response.writeHead(200, {
      ...SECURITY_HEADERS,
      ...LIVE_HEADERS,
      vary: 'accept-encoding',
      ...packing,
    })
    const { response, isPacked } = this
    // Called by Node, where an error would be nobody's.
    const onDrained = () => {
      try {
        this.drained()
      } catch (error) {
        breakOff(response, error)
      }
    }
    this.port = new ResponsePort(response, { isPacked, first: FORMAT, onDrained })
    return this.port
  }
}

/** Null for strangers, and for who is due a new cookie, which the way through Next brings. */
async function sessionOf({ headers }: IncomingMessage): Promise<Session | null> {
  const token = await decodeSession(cookieOf(headers.cookie, sessionCookie().name))
  return token === null || isRenewalDue(token) ? null : sessionFromClaims(token)
}

/** Of two of one name it is the route's to say which counts. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  const values = pairs.filter((pair) => pair.startsWith(`${name}=`))
  return values.length === 1 ? values[0]?.slice(name.length + 1) : undefined
}

function lastEventIdOf({ headers, url = '' }: IncomingMessage): string | null {
  const header = headers['last-event-id']
  if (typeof header === 'string') return header
  return new URLSearchParams(url.split('?')[1]).get('lastEventId')
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(String(headers['accept-encoding'] ?? ''))
}
