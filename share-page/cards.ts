// The list of vehicles as it stands in the page: texts are written anew, elements stay.

import { shareCard } from '@/lib/domain/share-card'
import type { SharedVehicle, SharePageConfig } from '@/lib/domain/share-view'

/** Writes every vehicle as of `nowMs` by the server's clock. Elements that were not there are made, others taken away. */
export function writeCards(
  list: HTMLElement,
  vehicles: ReadonlyMap<number, SharedVehicle>,
  { config, nowMs }: { config: SharePageConfig; nowMs: number },
): void {
  const seen = new Set<string>()
  for (const vehicle of [...vehicles.values()].sort((a, b) => a.k - b.k)) {
    const key = String(vehicle.k)
    seen.add(key)
    writeCard(cardOf(list, key), vehicle, { config, nowMs })
  }
  for (const card of list.querySelectorAll<HTMLElement>('.vehicle'))
    if (!seen.has(card.dataset.k ?? '')) card.remove()
}

function writeCard(
  card: HTMLElement,
  vehicle: SharedVehicle,
  { config, nowMs }: { config: SharePageConfig; nowMs: number },
): void {
  const { words, locale, unitSystem, destination } = config
  const destinationLabel = destination?.label ?? null
  const text = shareCard(vehicle, { words, locale, unitSystem, nowMs, destinationLabel })
  write(card, 'h2', text.title)
  write(card, '.age', text.age)
  card.querySelector('.age')?.classList.toggle('old', text.isOld)
  write(card, '.place', text.place)
  write(card, '.facts', text.facts.join(' · '))
  const tags = card.querySelector('.tags')
  if (tags && !isWritten(tags, text.tags))
    tags.replaceChildren(...text.tags.map((tag) => element('span', '', tag)))
}

function isWritten({ children }: Element, tags: readonly string[]): boolean {
  return children.length === tags.length && tags.every((tag, at) => children[at]?.textContent === tag)
}

function cardOf(list: HTMLElement, key: string): HTMLElement {
  const known = list.querySelector<HTMLElement>(`.vehicle[data-k="${key}"]`)
  if (known) return known
  const card = element('li', 'vehicle')
  card.dataset.k = key
  const title = element('h2', '')
  title.dir = 'auto'
  card.append(title, element('p', 'tags'), element('p', 'age'), element('p', 'place'), element('p', 'facts'))
  list.append(card)
  return card
}

/** Text that did not change is left alone, so that a screen reader or a selection is not disturbed. */
function write(card: HTMLElement, selector: string, text: string): void {
  const target = card.querySelector(selector)
  if (target && target.textContent !== text) target.textContent = text
}

/** A new element with a class and a text. */
export function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  if (text !== '') made.textContent = text
  return made
}
