import { findPushSubscription } from '@/lib/client/push-subscription'
import { tellSignOut } from '@/lib/client/sign-out-signal'
import { forgetBrowserAction } from './sign-out-actions'

/** A push service that does not answer keeps nobody signed in. */
const PUSH_WITHIN_MS = 4_000

/** Ends web push in this browser and the session, here and in the other pages of this browser, and goes to sign-in. A full page load, so that nothing of the tenant stays in memory. */
export async function signOut(): Promise<void> {
  await Promise.race([endPush(), new Promise((resolve) => setTimeout(resolve, PUSH_WITHIN_MS))])
  const csrf = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const { csrfToken } = await csrf.json()
  const response = await fetch('/api/auth/signout', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken: String(csrfToken), callbackUrl: '/login', json: 'true' }),
  })
  if (!response.ok) throw new Error(`Sign-out answered ${response.status}`)
  tellSignOut()
  window.location.assign('/login')
}

/** The next person at this browser is not shown what was meant for this one. What fails here does not keep anybody signed in. */
async function endPush(): Promise<void> {
  const subscription = await findPushSubscription().catch(() => null)
  if (subscription === null) return
  // Either alone is enough: a push to a browser that has unsubscribed takes it off the list.
  await Promise.allSettled([forgetBrowserAction(subscription.endpoint), subscription.unsubscribe()])
}
