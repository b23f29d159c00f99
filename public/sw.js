// Shows notifications that a push service brings while no page is open, and opens the alarm on a click. It caches nothing.

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const message = readMessage(event.data)
  event.waitUntil(
    self.registration.showNotification(message.title, {
      body: message.body,
      // One of the same alarm takes the place of an earlier one.
      tag: message.tag,
      icon: '/icons/icon-192.png',
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
    const { title, body, tag, path } = data.json()
    return { title: String(title), body: String(body), tag: String(tag), path: ownPath(path) }
  } catch {
    return { title: 'Milepost', body: '', tag: 'milepost', path: '/alarms' }
  }
}

/** Only pages of this installation are opened. */
function ownPath(path) {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : '/alarms'
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
