// Answers some requests at the web server's own door, ahead of Next: what Next does with a request, or with each chunk of an
// answer, can cost more than all the rest of it. Nothing rests on it: what does not pass here reaches the same code by its route.

import diagnostics from 'node:diagnostics_channel'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import { singleton } from './singleton'

/**
 * Answers a request and resolves to true, or leaves it alone: false at once for what is none of its business, or later for
 * what it cannot answer after all. It never rejects, and what it leaves alone it has neither read nor begun to answer.
 */
export type Door = (request: IncomingMessage, response: ServerResponse) => false | Promise<boolean>

/** Longer than what proxies keep idle connections, so that they never write into one we are just closing. */
export const KEEP_ALIVE_MS = 75_000

/** Puts the doors before every web server of this process; any further call does nothing. */
export function openFrontDoors(doors: readonly Door[]): void {
  singleton('front-doors', () => {
    const guarded = new WeakSet<Server>()
    // Next does not hand out its server. Node names it with each request, before anybody is called.
    diagnostics.subscribe('http.server.request.start', (message) => {
      const server = serverOf(message)
      if (server === null || guarded.has(server)) return
      guarded.add(server)
      standBefore(server, doors)
    })
    return true
  })
}

function standBefore(server: Server, doors: readonly Door[]): void {
  // A post into a connection that is just being closed is lost: the vendor does not send it again.
  server.keepAliveTimeout = Math.max(server.keepAliveTimeout, KEEP_ALIVE_MS)
  const others = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const handOn = () => {
      for (const listener of others) listener.call(server, request, response)
    }
    for (const door of doors) {
      const answer = door(request, response)
      if (answer !== false) return void answer.then((isAnswered) => isAnswered || handOn())
    }
    handOn()
  })
}

function serverOf(message: unknown): Server | null {
  if (typeof message !== 'object' || message === null || !('server' in message)) return null
  return message.server instanceof Server ? message.server : null
}
