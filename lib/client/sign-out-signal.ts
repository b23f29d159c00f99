// How the pages of one browser tell each other that somebody signed out. It is a hint: whoever hears it asks the server.

const CHANNEL = 'milepost.sign-out'

/** Tells the other open pages that the session they share has ended. */
export function tellSignOut(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/** Calls `listener` when another page signed out, until the returned function is called. */
export function onSignOutElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', listener)
  return () => channel.close()
}
