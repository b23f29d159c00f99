import type { Instrumentation } from 'next'

/** Called by Next once for each runtime, before the first request. It must not wait for anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  // The middleware stamps too, but is loaded with the first request that passes through it, which posts of pushes do not.
  const { stampPeerAddresses } = await import('./lib/server/client-address')
  stampPeerAddresses()
  const { openFrontDoors } = await import('./lib/server/front-door')
  const { pushDoor } = await import('./lib/server/push/node-door')
  const { pushReceiver } = await import('./lib/server/push/process')
  const { liveDoor } = await import('./lib/server/live/live-door')
  openFrontDoors([pushDoor(pushReceiver), liveDoor()])
  const { startBackground } = await import('./lib/server/jobs/lifecycle')
  startBackground()
  const { announceSetup } = await import('./lib/server/services/setup')
  void announceSetup()
}

/** Called by Next for what fails while it renders or answers. Headers hold cookies, so they stay out. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log } = await import('./lib/server/log')
  const { routePath, routeType } = context
  log.error({ err: error, method: request.method, path: request.path, routePath, routeType }, 'page failed')
}
