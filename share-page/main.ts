// The page of a share link: writes what comes in, counts ages, shows how the link stands, and loads the map once the words
// can be read. It is the whole of what a phone needs before that, so it imports next to nothing.

import type {
  SharedVehicle,
  ShareFrame,
  ShareNow,
  SharePageConfig,
  ShareStateEvent,
} from '@/lib/domain/share-view'
import { fillIn, momentText, spanText } from '@/lib/domain/share-words'
import { element, writeCards } from './cards'
import { Line } from './line'
import type { ShareMap } from './map'
import { handlePassword } from './password'

const config = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as SharePageConfig
const { words, locale } = config
const vehicles = new Map<number, SharedVehicle>()
/** How far the server's clock is ahead of the phone's. */
let aheadMs = config.at - Date.now()
let state = config.state
let endsAt = config.endsAt ?? null
let startsAt = config.startsAt ?? null
let map: ShareMap | null = null
let line: Line | null = null

/** Whoever finds all places taken asks again this often. */
const KNOCK_MS = 10_000

const nowMs = () => Date.now() + aheadMs
const byId = (id: string) => document.getElementById(id)

start()

function start(): void {
  if (state === 'password') {
    handlePassword(config)
    return
  }
  if (state === 'full') {
    setInterval(() => void knock(), KNOCK_MS)
    return
  }
  if (state === 'gone' || state === 'ended' || state === 'throttled') return
  if (state === 'open') {
    take(config.frame, true)
    // The words first: the map is ten times as much.
    requestAnimationFrame(() => setTimeout(() => void loadMap(), 0))
  }
  line = new Line(config.base, { onFrame: take, onState: change, onConnection: tellConnection })
  setInterval(tick, 1000)
  tick()
}

/** Asks for a place. Without a connection the page stays as it is, and asks again. */
async function knock(): Promise<void> {
  try {
    const response = await fetch(`${config.base}/now`, { cache: 'no-store' })
    const now = (await response.json()) as ShareNow
    if (now.state !== 'full') location.reload()
  } catch {}
}

function take(frame: ShareFrame, isWhole: boolean): void {
  if (state !== 'open') return
  aheadMs = frame.at - Date.now()
  if (isWhole) vehicles.clear()
  for (const vehicle of frame.vehicles) vehicles.set(vehicle.k, vehicle)
  draw()
  map?.show(vehicles)
}

function draw(): void {
  const list = byId('vehicles')
  if (list) writeCards(list, vehicles, { config, nowMs: nowMs() })
}

function tick(): void {
  if (state === 'open') draw()
  const end = byId('end')
  if (end && endsAt !== null)
    end.textContent = fillIn(words.endsIn ?? '', { time: spanText(Math.max(0, endsAt - nowMs()), locale) })
  if (state === 'waiting' && startsAt !== null) {
    const left = startsAt - nowMs()
    const time = spanText(Math.max(0, left), locale)
    setText('state-body', left > 0 ? fillIn(words.waitingBody ?? '', { time }) : (words.waitingSoon ?? ''))
    setText('starts-at', momentText(startsAt, locale))
  }
}

/** A link that opens is loaded anew, with all it may show; one that closes takes its positions off the screen at once. */
function change(event: ShareStateEvent): void {
  aheadMs = event.at - Date.now()
  endsAt = event.endsAt ?? endsAt
  startsAt = event.startsAt ?? startsAt
  if (event.state === state) return
  if (event.state === 'throttled') return
  if (event.state === 'open' || event.state === 'password' || event.state === 'full') {
    line?.end()
    location.reload()
    return
  }
  // Who had it open knows that it was there: for them a link that was taken back has ended.
  state = event.state === 'gone' ? 'ended' : event.state
  vehicles.clear()
  map?.remove()
  map = null
  showState(state)
  if (state === 'ended') line?.end()
}

function showState(now: 'waiting' | 'paused' | 'ended'): void {
  const box = element('div', 'state')
  box.setAttribute('role', 'alert')
  box.append(element('h1', '', words[`${now}Title`] ?? ''), element('p', '', words[`${now}Body`] ?? ''))
  const body = box.querySelector('p')
  if (body) body.id = 'state-body'
  const start = element('p', '')
  start.id = 'starts-at'
  box.append(start)
  byId('page')?.replaceChildren(box)
  tick()
}

function tellConnection(how: 'live' | 'polling' | 'lost'): void {
  const net = byId('net')
  if (!net) return
  net.className = how
  if (net.textContent !== words[how]) net.textContent = words[how] ?? ''
}

async function loadMap(): Promise<void> {
  const place = byId('map')
  if (!place) return
  try {
    const style = document.createElement('link')
    style.rel = 'stylesheet'
    style.href = config.map.style
    style.nonce = document.querySelector('script')?.nonce ?? ''
    document.head.append(style)
    const { openMap } = (await import(config.map.script)) as typeof import('./map')
    if (state !== 'open') return
    map = openMap(place, config, nowMs)
    map.show(vehicles)
  } catch {
    const box = place.parentElement
    if (box) box.hidden = true
    setText('map-failed', words.mapFailed ?? '')
  }
}

function setText(id: string, text: string): void {
  const target = byId(id)
  if (target && target.textContent !== text) target.textContent = text
}
