// How the pages of one browser tell each other that somebody entered or left a customer's view. It is a hint: whoever hears it
// loads anew, and the server says what there is to see.

const CHANNEL = 'milepost.view-change'

/** The page that tells hears itself too, and is on its way elsewhere. */
let isTeller = false

/** Tells the other open pages that what their session sees has changed. */
export function tellViewChange(): void {
  isTeller = true
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/** Calls `listener` when another page entered or left a view, until the returned function is called. */
export function onViewChangeElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', () => {
    if (!isTeller) listener()
  })
  return () => channel.close()
}
