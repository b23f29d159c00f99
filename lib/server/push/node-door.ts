// Posts of pushes as Node's own server hands them over: from a request to the receiver, and from its answer back. Whose
// server it is does not matter here.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressBehind } from '../client-address'
import type { Door } from '../front-door'
import type { PushAnswer } from './answers'
import type { Receiver } from './receiver'

/** The receiver's door before a web server. */
export function pushDoor(receiver: () => Receiver): Door {
  return (request, response) => {
    const answer = answerPush(receiver(), request)
    if (answer === null) return false
    return answer.then((given) => {
      sendAnswer(given, request, response)
      return true
    })
  }
}

/** The receiver's answer to a request; null when it is not for the receiver. */
export function answerPush(receiver: Receiver, request: IncomingMessage): Promise<PushAnswer> | null {
  const [, hook, topicPath = ''] = ADDRESS.exec(request.url ?? '') ?? []
  const method = METHODS[request.method ?? '']
  if (hook === undefined || method === undefined) return null
  return receiver.receive({
    method,
    hook,
    topicPath,
    contentType: request.headers['content-type'] ?? null,
    body: method === 'GET' ? null : request,
    remoteAddress: senderOf(request),
    now: new Date(),
  })
}

/** Sends an answer. What is left of a body that was refused is not waited for. */
export function sendAnswer(
  { status, body, headers }: PushAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!request.complete) response.setHeader('connection', 'close')
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? '' : body)
}

/** Repeated and trailing slashes come of addresses typed with one at the end. */
const ADDRESS = /^\/+api\/+push\/+([^/?]+)(?:\/+([^/?]+))?\/*(?:\?|$)/

const METHODS: Readonly<Record<string, 'GET' | 'POST'>> = { GET: 'GET', HEAD: 'GET', POST: 'POST' }

function senderOf(request: IncomingMessage): string | null {
  const peer = request.socket.remoteAddress
  const forwarded = request.headers['x-forwarded-for']
  if (peer === undefined) return null
  return addressBehind(peer, Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? null))
}
