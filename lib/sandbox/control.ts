// The control door of a sandbox: counters, faults, switches, reset. For tests, demos and the person at the keyboard.
// It asks for nothing, so it answers only to names of this machine and never to pages of other origins.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type FaultBoard, faultSchema } from './faults'
import type { PushSender } from './pushes/sender'
import { pushOrderSchema } from './pushes/settings'
import type { Stats } from './stats'
import { type Switches, switchesSchema } from './switches'

/** What the door may touch. */
export type ControlPanel = {
  readonly stats: Stats
  readonly faults: FaultBoard
  readonly switches: Switches
  readonly pushes: PushSender
  /** What calls have made since the start; at most 100 entries of each kind. */
  describeState(): unknown
  setSwitches(changes: Partial<Switches>): void
  revokeTokens(): void
  listTokens(): string[]
  /** Back to the state right after the start. */
  reset(): void
}

const revokeTokensSchema = z.strictObject({ kind: z.literal('revokeTokens') })
const faultBodySchema = z.union([faultSchema, z.array(faultSchema).max(100), revokeTokensSchema])
const MAX_BODY_BYTES = 64 * 1024

/** Answers one request whose path below the control root is `path`, e.g. `/stats`. Never throws. */
export async function answerControl(
  panel: ControlPanel,
  path: string,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  try {
    checkLocalCaller(request)
    const route = ROUTES.get(`${request.method} ${path}`)
    if (!route) throw new ControlError(404, `no such control: ${request.method} ${path}`)
    const body = request.method === 'GET' ? undefined : await readJson(request)
    const [, query = ''] = (request.url ?? '').split('?', 2)
    reply(response, 200, route(panel, body, new URLSearchParams(query)))
  } catch (error) {
    if (error instanceof ControlError) reply(response, error.status, { error: error.message })
    else if (error instanceof z.ZodError) reply(response, 400, { error: z.prettifyError(error) })
    else reply(response, 500, { error: String(error) })
  }
}

class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

type Route = (panel: ControlPanel, body: unknown, query: URLSearchParams) => unknown

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['GET /stats', (panel) => panel.stats.report()],
  ['GET /tokens', (panel) => ({ tokens: panel.listTokens() })],
  ['GET /faults', (panel) => ({ faults: panel.faults.list() })],
  ['POST /faults', postFaults],
  [
    'DELETE /faults',
    (panel) => {
      panel.faults.clear()
      return { faults: [] }
    },
  ],
  ['GET /state', (panel) => panel.describeState()],
  ['GET /switches', (panel) => panel.switches],
  [
    'PATCH /switches',
    (panel, body) => {
      panel.setSwitches(switchesSchema.partial().parse(body))
      return panel.switches
    },
  ],
  ['GET /pushes', (panel) => panel.pushes.report()],
  ['POST /pushes', (panel, body) => panel.pushes.order(pushOrderSchema.parse(body ?? {}))],
  ['GET /pushes/acknowledged', (panel, _, query) => getAcknowledged(panel, query)],
  [
    'POST /reset',
    (panel) => {
      panel.reset()
      return { reset: true }
    },
  ],
])

const pageSchema = z.strictObject({
  after: z.stringFormat('number', /^\d{1,15}$/).default('0'),
  limit: z.stringFormat('number', /^\d{1,4}$/).default('1000'),
})

function getAcknowledged({ pushes }: ControlPanel, query: URLSearchParams) {
  const { after, limit } = pageSchema.parse(Object.fromEntries(query))
  return pushes.acknowledged(Number(after), Number(limit))
}

function postFaults(panel: ControlPanel, body: unknown) {
  const wanted = faultBodySchema.parse(body)
  const list = Array.isArray(wanted) ? wanted : [wanted]
  for (const fault of list) {
    if (fault.kind === 'revokeTokens') panel.revokeTokens()
    else panel.faults.set(fault)
  }
  return { faults: panel.faults.list() }
}

// A page elsewhere could post here from a browser on this machine, or point its own name at 127.0.0.1.
function checkLocalCaller({ headers }: IncomingMessage): void {
  if (!isLoopbackUrl(`http://${headers.host ?? ''}`)) throw new ControlError(403, 'unknown host name')
  if (headers.origin !== undefined && !isLoopbackUrl(headers.origin))
    throw new ControlError(403, 'foreign origin')
}

function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > MAX_BODY_BYTES) throw new ControlError(413, 'body over 64 KiB')
  }
  if (body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    throw new ControlError(400, 'body is not JSON')
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8' })
  response.end(JSON.stringify(body))
}
