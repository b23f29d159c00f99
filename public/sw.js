// Shows notifications that a push service brings while no page is open, opens the alarm on a click, and tells when Milepost
// cannot be reached. It keeps that one page; nothing of anybody's data.

const OFFLINE = '/offline'
const KEPT = 'milepost-offline-1'
const ICON = '/icons/icon-192.png'

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(keepOfflinePage().catch(() => undefined))
})

self.addEventListener('activate', (event) => event.waitUntil(begin()))

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || event.request.method !== 'GET') return
  event.respondWith(visit(event))
})

async function begin() {
  // The answer to a visit is under way before this worker has woken up.
  await self.registration.navigationPreload?.enable()
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name)
  await self.clients.claim()
}

// Pages say when somebody has chosen another language.
self.addEventListener('message', (event) => {
  if (event.data === 'keep-offline-page') event.waitUntil(keepOfflinePage().catch(() => undefined))
})

async function visit(event) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request))
    if (!isOfProxy(answer)) return answer
    return (await caches.match(OFFLINE)) ?? answer
  } catch (error) {
    const kept = await caches.match(OFFLINE)
    if (kept) return kept
    throw error
  }
}

/** What a proxy says when nobody stands behind it. Milepost's own pages have a policy, and say what is wrong in their words. */
function isOfProxy({ status, headers }) {
  return [502, 503, 504].includes(status) && !headers.has('content-security-policy')
}

/** In the reader's language of the moment. */
async function keepOfflinePage() {
  const answer = await fetch(OFFLINE, { cache: 'no-store' })
  if (!answer.ok) throw new Error(`The offline page answered ${answer.status}`)
  const cache = await caches.open(KEPT)
  await cache.put(OFFLINE, answer)
}

self.addEventListener('push', (event) => {
  const message = readMessage(event.data)
  event.waitUntil(
    self.registration.showNotification(message.title, {
      body: message.body,
      // One of the same alarm takes the place of an earlier one.
      tag: message.tag,
      icon: message.icon,
      data: { path: message.path },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(event.notification.data?.path ?? '/alarms'))
})

/** A message that cannot be read still says that there was one: browsers demand that something is shown. */
function readMessage(data) {
  try {
    const { title, body, tag, path, icon } = data.json()
    return {
      title: String(title),
      body: String(body),
      tag: String(tag),
      path: ownPath(path, '/alarms'),
      icon: ownPath(icon, ICON),
    }
  } catch {
    return { title: self.location.hostname, body: '', tag: 'unreadable', path: '/alarms', icon: ICON }
  }
}

/** Only pages and pictures of this installation are opened and shown. */
function ownPath(path, otherwise) {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : otherwise
}

/** A page that shows something else keeps it, with whatever is typed there: only one of the same list is led on. */
async function show(path) {
  const target = new URL(path, self.location.origin)
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find(({ url }) => {
    const { origin, pathname } = new URL(url)
    return origin === target.origin && pathname === target.pathname
  })
  if (!page) return self.clients.openWindow(target.href)
  await page.focus()
  return page.navigate(target.href).catch(() => self.clients.openWindow(target.href))
}
