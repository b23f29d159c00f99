// The same receiver behind a bare HTTP server, for processes that do nothing else: a route handler costs many times as much
// a request. It serves /api/push, a health probe and metrics, and nothing of the app.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stampPeerAddresses } from '../client-address'
import { AppError } from '../errors'
import { KEEP_ALIVE_MS } from '../front-door'
import { isDatabaseUp } from '../health'
import { readMetrics } from '../metrics'
import { assertMayReadMetrics } from '../metrics-access'
import { notFound, type PushAnswer } from './answers'
import { answerPush, sendAnswer } from './node-door'
import type { Receiver } from './receiver'

export type IngestServer = {
  port: number
  /** Takes no new connections, answers what is under way, and resolves when the last answer has left. */
  stop(): Promise<void>
}

export type IngestOptions = { port: number; hostname?: string; receiver: Receiver }

/** A body that takes longer than this to arrive is given up. */
const REQUEST_TIMEOUT_MS = 30_000

/** Starts listening; port 0 takes any free one. */
export async function startIngestServer({ port, hostname, receiver }: IngestOptions): Promise<IngestServer> {
  let isStopping = false
  stampPeerAddresses()
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS })
  server.on('request', (request, response) => {
    void answerOf(receiver, request).then((answer) => {
      // A connection that stays open would hold up the stop.
      if (isStopping) response.setHeader('connection', 'close')
      sendAnswer(answer, request, response)
    })
  })
  await listen(server, { port, hostname })
  return {
    port: portOf(server),
    stop: () => {
      isStopping = true
      return close(server)
    },
  }
}

async function answerOf(receiver: Receiver, request: IncomingMessage): Promise<PushAnswer> {
  const [path = '', query] = (request.url ?? '').split('?')
  if (path === '/api/health') return health(new URLSearchParams(query).get('check'))
  if (path === '/api/metrics') return metrics(request)
  return answerPush(receiver, request) ?? notFound()
}

const UNCACHED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const JSON_HEADERS = { ...UNCACHED, 'content-type': 'application/json; charset=utf-8' }

/** As the app's: whoever asks only whether the process lives is not told of the database, and need not restart us for it. */
async function health(check: string | null): Promise<PushAnswer> {
  if (check === 'live') return healthAnswer(200, 'live')
  return (await isDatabaseUp()) ? healthAnswer(200, 'ready') : healthAnswer(503, 'unavailable')
}

function healthAnswer(status: number, word: string): PushAnswer {
  return { status, body: JSON.stringify({ status: word }), headers: JSON_HEADERS }
}

/** For the same readers as the app's. */
async function metrics(request: IncomingMessage): Promise<PushAnswer> {
  try {
    assertMayReadMetrics(headersOf(request))
    await isDatabaseUp(1000)
    const { text, contentType } = await readMetrics()
    return { status: 200, body: text, headers: { ...UNCACHED, 'content-type': contentType } }
  } catch (error) {
    const { status, code } = error instanceof AppError ? error : { status: 500, code: 'internal' }
    return { status, body: JSON.stringify({ code }), headers: JSON_HEADERS }
  }
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

function listen(server: Server, address: { port: number; hostname?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.port, address.hostname, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return isInternet(address) ? address.port : 0
}

function isInternet(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
