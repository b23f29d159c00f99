// Takes the vendor's posts at the web server's own door, ahead of Next: what Next does with a request costs more than all
// that the receiver does with fifty items. Nothing rests on it: a post that does not pass here reaches the same receiver
// by its route.

import diagnostics from 'node:diagnostics_channel'
import { Server } from 'node:http'
import { singleton } from '../singleton'
import { answerPush, KEEP_ALIVE_MS, sendAnswer } from './node-door'
import type { Receiver } from './receiver'

/** Begins to stand before every web server of this process; any further call does nothing. */
export function openFrontDoor(receiver: () => Receiver): void {
  singleton('push-front-door', () => {
    const guarded = new WeakSet<Server>()
    // Next does not hand out its server. Node names it with each request, before anybody is called.
    diagnostics.subscribe('http.server.request.start', (message) => {
      const server = serverOf(message)
      if (server === null || guarded.has(server)) return
      guarded.add(server)
      standBefore(server, receiver)
    })
    return true
  })
}

function standBefore(server: Server, receiver: () => Receiver): void {
  // A post into a connection that is just being closed is lost: the vendor does not send it again.
  server.keepAliveTimeout = Math.max(server.keepAliveTimeout, KEEP_ALIVE_MS)
  const others = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const answer = answerPush(receiver(), request)
    if (answer === null) for (const listener of others) listener.call(server, request, response)
    else void answer.then((given) => sendAnswer(given, request, response))
  })
}

function serverOf(message: unknown): Server | null {
  if (typeof message !== 'object' || message === null || !('server' in message)) return null
  return message.server instanceof Server ? message.server : null
}
