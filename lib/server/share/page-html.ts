// The page of a share link as text: readable before any script runs. Every value that comes from people is escaped.

import type { Brand } from '@/lib/domain/api/branding'
import { asWritten } from '@/lib/domain/bidi'
import { shareCard } from '@/lib/domain/share-card'
import type { SharedVehicle, SharePageConfig } from '@/lib/domain/share-view'
import { fillIn, positionText, spanText } from '@/lib/domain/share-words'
import { accentSheet } from '../branding'
import type { ShareAssets } from './assets'
import { escapeHtml, scriptJson } from './escape'
import { brandHeader, brandIcon, brandTitle } from './page-brand'
import type { PageWords } from './page-words'

export type PageParts = {
  config: SharePageConfig
  words: PageWords
  nonce: string
  assets: ShareAssets
  /** Of the host that was asked. */
  brand: Brand
}

/** The whole document. */
export function sharePageHtml({ config, ...look }: PageParts): string {
  const { assets, nonce } = look
  const { state } = config
  const tries = ['open', 'waiting', 'paused', 'full'].includes(state)
  return documentHtml(look, {
    head: tries ? '<noscript><meta http-equiv="refresh" content="30"></noscript>' : '',
    main: state === 'open' ? openBody(config) : stateBody(config),
    scripts: `<script nonce="${nonce}" type="application/json" id="config">${scriptJson(config)}</script>
<script nonce="${nonce}" type="module" src="/share/${assets.page}"></script>`,
  })
}

/** For when nothing can be read: it says so and asks again by itself, without any script. */
export function shareAwayHtml(look: Omit<PageParts, 'config'>): string {
  const { words } = look.words
  return documentHtml(look, {
    head: `<meta http-equiv="refresh" content="${AWAY_RETRY_S}">`,
    main: `<div class="state"><h1>${escapeHtml(words.awayTitle ?? '')}</h1><p>${escapeHtml(words.awayBody ?? '')}</p></div>`,
    scripts: '',
  })
}

/** Seconds until a page that could not be answered asks again. */
export const AWAY_RETRY_S = 15

function documentHtml(
  { words: { locale, direction, words }, nonce, assets, brand }: Omit<PageParts, 'config'>,
  { head, main, scripts }: { head: string; main: string; scripts: string },
): string {
  return `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex,nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(brandTitle(brand, words.title ?? ''))}</title>
<link rel="icon" href="${escapeHtml(brandIcon(brand))}">
${head}
<style nonce="${nonce}">${assets.css}${accentSheet(brand)}</style>
</head>
<body>
${brandHeader(brand)}<main id="page" class="page">${main}</main>
${scripts}
</body>
</html>
`
}

function openBody(config: SharePageConfig): string {
  const { words, locale, frame, endsAt, at } = config
  const end = endsAt === undefined ? '' : fillIn(words.endsIn ?? '', { time: spanText(endsAt - at, locale) })
  return `<div class="map"><div id="map"></div>
<button id="fit" class="fit" type="button" aria-label="${escapeHtml(words.follow ?? '')}" title="${escapeHtml(words.follow ?? '')}"><svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/></svg></button></div>
<div class="sheet" tabindex="0"><h1><span>${escapeHtml(words.title ?? '')}</span><span id="net" role="status"></span></h1>
<ul id="vehicles">${frame.vehicles.map((vehicle) => cardHtml(vehicle, config)).join('')}</ul>
${goalHtml(config)}
<p id="map-failed" class="facts" role="status"></p>
<p class="end" id="end">${escapeHtml(end)}</p>
<noscript><p class="end">${escapeHtml(words.noScript ?? '')}</p></noscript></div>`
}

function goalHtml({ words, locale, destination }: SharePageConfig): string {
  if (destination === null) return ''
  const { label, lat, lng } = destination
  const place = label || asWritten(positionText(lat, lng), locale)
  return `<p class="end">${escapeHtml(fillIn(words.goal ?? '', { place }))}</p>`
}

function cardHtml(vehicle: SharedVehicle, config: SharePageConfig): string {
  const { words, locale, unitSystem, at, destination } = config
  const destinationLabel = destination?.label ?? null
  const text = shareCard(vehicle, { words, locale, unitSystem, nowMs: at, destinationLabel })
  const tags = text.tags.map((tag) => `<span>${escapeHtml(tag)}</span>`).join('')
  return `<li class="vehicle" data-k="${vehicle.k}"><h2 dir="auto">${escapeHtml(text.title)}</h2><p class="tags">${tags}</p><p class="age${text.isOld ? ' old' : ''}">${escapeHtml(text.age)}</p><p class="place">${escapeHtml(text.place)}</p><p class="facts">${escapeHtml(text.facts.join(' · '))}</p></li>`
}

function stateBody({ words, state, locale, startsAt, at }: SharePageConfig): string {
  const title = escapeHtml(words[`${state}Title`] ?? '')
  const time = startsAt === undefined ? '' : spanText(Math.max(0, startsAt - at), locale)
  const text = escapeHtml(fillIn(words[`${state}Body`] ?? '', { time }))
  const form = state === 'password' ? passwordForm(words) : ''
  // Only the phone knows its zone; its script writes the moment.
  const moment = state === 'waiting' ? '<p id="starts-at"></p>' : ''
  return `<div class="state"><h1>${title}</h1><p id="state-body">${text}</p>${moment}${form}</div>`
}

function passwordForm(words: Readonly<Record<string, string>>): string {
  return `<form><label for="password">${escapeHtml(words.passwordLabel ?? '')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128" aria-describedby="problem">
<p id="problem" class="problem" role="alert"></p>
<button type="submit" disabled>${escapeHtml(words.passwordDo ?? '')}</button></form>`
}
