import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { directionOf } from '@/lib/domain/bidi'
import { accentSheet, brandingForHost } from '@/lib/server/branding'
import { requestLocale } from '@/lib/server/i18n'
import { NONCE_HEADER } from '@/lib/server/paths'

/**
 * What the service worker shows when Milepost cannot be reached. It needs no other file and holds nothing of anybody: it is
 * kept for everybody who signs in on this device, so it looks as its host does.
 */
export async function GET(): Promise<Response> {
  const asked = await headers()
  const [t, locale, brand] = await Promise.all([
    getTranslations('offline'),
    requestLocale(),
    brandingForHost(asked.get('host')),
  ])
  const nonce = asked.get(NONCE_HEADER) ?? ''
  const name = brand.name ?? 'Milepost'
  const title = escapeHtml(t('title', { name }))
  const html = `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}${accentSheet(brand)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(t('body'))}</p>
<p id="since" data-words="${escapeHtml(t('since'))}"></p>
<p>${escapeHtml(t('kept'))}</p>
<button type="button" id="again">${escapeHtml(t('again'))}</button>
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/**
 * Looks again when the network is back, when the page comes to the front, and every now and then. A proxy that answers in
 * Milepost's place is not Milepost. The first moment stays over reloads, as long as somebody keeps looking.
 */
const SCRIPT = `
const KEY = 'milepost-away', LOST_MS = 60000
const kept = JSON.parse(sessionStorage.getItem(KEY) || '{}')
const sinceMs = Date.now() - kept.lookedMs < LOST_MS ? kept.sinceMs : Date.now()
const since = document.getElementById('since')
since.textContent = since.dataset.words + ' ' + new Date(sinceMs).toLocaleTimeString(document.documentElement.lang + '-u-nu-latn', { timeStyle: 'short' })
const keep = () => sessionStorage.setItem(KEY, JSON.stringify({ sinceMs, lookedMs: Date.now() }))
async function look() {
  keep()
  const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => null)
  if (!answer || !/json/.test(answer.headers.get('content-type'))) return
  sessionStorage.removeItem(KEY)
  location.reload()
}
keep()
addEventListener('online', look)
document.addEventListener('visibilitychange', () => document.hidden || look())
document.getElementById('again').addEventListener('click', look)
setInterval(look, 10000)
`

const STYLE = `
:root { color-scheme: light dark; --canvas: #f3f4f5; --ink: #14181c; --muted: #56606a; --accent: #1d4ed8; --on-accent: #fff }
@media (prefers-color-scheme: dark) { :root { --canvas: #0b0e11; --ink: #e8ebee; --muted: #9aa5b1; --accent: #84a9ff; --on-accent: #0b0e11 } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--canvas); color: var(--ink) }
main { box-sizing: border-box; min-height: 100dvh; max-width: 28rem; margin: auto; padding: 1.5rem; display: flex; flex-direction: column; justify-content: center; gap: .75rem }
h1 { margin: 0; font-size: 1.375rem } p { margin: 0; color: var(--muted) }
button { align-self: start; min-height: 44px; margin-top: .5rem; padding: 0 1.25rem; border: 0; border-radius: 8px; font: inherit; font-weight: 600; background: var(--accent); color: var(--on-accent) }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
