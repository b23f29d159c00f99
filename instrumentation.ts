/** Called by Next once for each runtime, before the first request. It must not wait for anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { stampPeerAddresses } = await import('./lib/server/client-address')
  stampPeerAddresses()
  const { startBackground } = await import('./lib/server/jobs/lifecycle')
  startBackground()
}
