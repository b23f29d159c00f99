import { tellSignOut } from '@/lib/client/sign-out-signal'

/** Ends the session, here and in the other pages of this browser, and goes to sign-in. A full page load, so that nothing of the tenant stays in memory. */
export async function signOut(): Promise<void> {
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
