// The map of a share page, loaded after its words: vehicles that glide from fix to fix, their trails, the destination.

import {
  AttributionControl,
  addProtocol,
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  Marker,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import { Protocol } from 'pmtiles'
import 'maplibre-gl/dist/maplibre-gl.css'
import { basemapStyle } from '@/components/map/basemap-style/basemap-style'
import { STREET_TILES_PATH } from '@/lib/domain/basemaps'
import { shareCard } from '@/lib/domain/share-card'
import type { SharedVehicle, SharePageConfig, ShareTrails } from '@/lib/domain/share-view'
import { Glide } from './glide'

export type ShareMap = {
  show(vehicles: ReadonlyMap<number, SharedVehicle>): void
  remove(): void
}

const TRAILS = 'share-trails'
const CLOSE_ZOOM = 14
/** Fixes further apart than this are not one drive; the trails of the server break there too. */
const GAP_MS = 10 * 60_000
const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches

/** Makes the map in its place. `nowMs` is the server's clock. */
export function openMap(place: HTMLElement, config: SharePageConfig, nowMs: () => number): ShareMap {
  const protocol = new Protocol()
  addProtocol('pmtiles', protocol.tile)
  setWorkerUrl(config.map.worker)
  const map = new MapLibre({
    container: place,
    style: styleOf(config),
    center: [0, 20],
    zoom: 1,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: { 'Map.Title': config.words.map ?? '' },
  })
  map.addControl(new AttributionControl({ compact: true }))
  map.touchZoomRotate.disableRotation()
  return new Shown(map, config, nowMs)
}

/** The operator's street tiles, or their own style, or the world that is built in. */
function styleOf({ map, locale }: SharePageConfig): StyleSpecification | string {
  if (map.streets === null && map.styleUrl !== null) return map.styleUrl
  const streets = map.streets === null ? null : { credit: null }
  const style = basemapStyle({ theme: isDark() ? 'dark' : 'light', language: locale, streets })
  for (const source of Object.values(style.sources))
    if (source.type === 'vector' && source.url === `pmtiles://${STREET_TILES_PATH}` && map.streets)
      source.url = `pmtiles://${map.streets}`
  return style
}

type Entry = { marker: Marker; pin: HTMLElement; glide: Glide; fixAt: number | null }

class Shown implements ShareMap {
  private readonly markers = new Map<number, Entry>()
  private readonly lines = new Map<number, [number, number][][]>()
  private vehicles: ReadonlyMap<number, SharedVehicle> = new Map()
  private frame = 0
  private hasFitted = false
  private isTouched = false

  constructor(
    private readonly map: MapLibre,
    private readonly config: SharePageConfig,
    private readonly nowMs: () => number,
  ) {
    map.on('dragstart', () => {
      this.isTouched = true
    })
    map.on('load', () => void this.addTrails())
    const { destination } = config
    if (destination) {
      const goal = pinOf('goal', GOAL)
      goal.append(nameOf(destination.label || (config.words.destination ?? '')))
      new Marker({ element: goal, anchor: 'bottom' }).setLngLat(destination).addTo(map)
    }
    document.getElementById('fit')?.addEventListener('click', () => {
      this.isTouched = false
      this.fit(true)
    })
  }

  show(vehicles: ReadonlyMap<number, SharedVehicle>): void {
    this.vehicles = vehicles
    for (const [k, { marker }] of this.markers) {
      if (vehicles.get(k)?.lat !== undefined) continue
      marker.remove()
      this.markers.delete(k)
      // What comes after a hidden stretch begins a line of its own.
      this.lines.get(k)?.push([])
    }
    for (const vehicle of vehicles.values()) this.place(vehicle)
    this.drawTrails()
    if (!this.hasFitted && this.markers.size > 0) this.fit(false)
    else if (!this.isTouched) this.keepInView()
    if (this.frame === 0) this.animate()
  }

  remove(): void {
    cancelAnimationFrame(this.frame)
    this.map.remove()
  }

  private place(vehicle: SharedVehicle): void {
    const { k, lat, lng, headingDeg, motion = 'standing' } = vehicle
    if (lat === undefined || lng === undefined) return
    const known = this.markers.get(k)
    const entry = known ?? this.newMarker(vehicle, { lat, lng })
    const { pin, glide } = entry
    pin.className = `${keptClasses(pin)} pin ${motion}`.trim()
    const shape = headingDeg === undefined ? DOT : ARROW
    if (pin.dataset.shape !== shape) {
      pin.dataset.shape = shape
      pin.querySelector('svg')?.replaceWith(svgOf(shape))
    }
    const svg = pin.querySelector('svg')
    if (svg) svg.style.transform = headingDeg === undefined ? '' : `rotate(${headingDeg}deg)`
    const name = pin.querySelector('.name')
    const title = this.titleOf(vehicle)
    if (name && name.textContent !== title) name.textContent = title
    const { fixAt = null } = vehicle
    // After a sleep of the phone, or a time without fixes, nobody knows which way it went.
    if (fixAt !== null && entry.fixAt !== null && fixAt - entry.fixAt > GAP_MS) this.lines.get(k)?.push([])
    entry.fixAt = fixAt ?? entry.fixAt
    if (glide.to({ lat, lng }, performance.now())) this.extendTrail(k, [lng, lat])
  }

  private newMarker(vehicle: SharedVehicle, at: { lat: number; lng: number }): Entry {
    const pin = pinOf('pin', DOT)
    pin.dataset.shape = DOT
    const title = nameOf(this.titleOf(vehicle))
    title.dir = 'auto'
    pin.append(title)
    const marker = new Marker({ element: pin }).setLngLat(at).addTo(this.map)
    // The list says the same in words.
    pin.setAttribute('aria-hidden', 'true')
    pin.removeAttribute('role')
    pin.removeAttribute('tabindex')
    const entry = { marker, pin, glide: new Glide(at, isCalm), fixAt: vehicle.fixAt ?? null }
    this.markers.set(vehicle.k, entry)
    return entry
  }

  private titleOf(vehicle: SharedVehicle): string {
    const { words, locale, unitSystem } = this.config
    const nowMs = this.nowMs()
    return shareCard(vehicle, { words, locale, unitSystem, nowMs, destinationLabel: null }).title
  }

  private animate(): void {
    const step = (atMs: number) => {
      let isMoving = false
      for (const { marker, glide } of this.markers.values()) {
        const { at, isDone } = glide.at(atMs)
        marker.setLngLat(at)
        isMoving ||= !isDone
      }
      this.frame = isMoving ? requestAnimationFrame(step) : 0
    }
    this.frame = requestAnimationFrame(step)
  }

  private fit(isSmooth: boolean): void {
    const bounds = new LngLatBounds()
    for (const { lat, lng } of this.vehicles.values())
      if (lat !== undefined && lng !== undefined) bounds.extend([lng, lat])
    if (bounds.isEmpty()) return
    if (this.config.destination) bounds.extend(this.config.destination)
    this.hasFitted = true
    this.map.fitBounds(bounds, { padding: 56, maxZoom: CLOSE_ZOOM, animate: isSmooth && !isCalm() })
  }

  /** Until somebody moves the map, a vehicle that drives out of it is followed. */
  private keepInView(): void {
    const view = this.map.getBounds()
    const isOut = [...this.vehicles.values()].some(
      ({ lat, lng }) => lat !== undefined && lng !== undefined && !view.contains([lng, lat]),
    )
    if (isOut) this.fit(true)
  }

  private async addTrails(): Promise<void> {
    if (!this.config.hasTrail) return
    this.map.addSource(TRAILS, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    const color = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()
    this.map.addLayer({
      id: TRAILS,
      type: 'line',
      source: TRAILS,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': 4, 'line-opacity': 0.7 },
    })
    const response = await fetch(`${this.config.base}/trail`, { cache: 'no-store' })
    if (!response.ok) return
    const { trails } = (await response.json()) as ShareTrails
    for (const { k, lines } of trails) this.lines.set(k, [...lines, ...(this.lines.get(k) ?? [])])
    this.drawTrails()
  }

  private extendTrail(k: number, at: [number, number]): void {
    if (!this.config.hasTrail) return
    const lines = this.lines.get(k) ?? []
    if (lines.length === 0) lines.push([])
    lines.at(-1)?.push(at)
    this.lines.set(k, lines)
  }

  private drawTrails(): void {
    const source = this.map.getSource<GeoJSONSource>(TRAILS)
    source?.setData({
      type: 'FeatureCollection',
      features: [...this.lines.values()].flat().flatMap((coordinates) =>
        coordinates.length < 2
          ? []
          : [
              {
                type: 'Feature' as const,
                properties: {},
                geometry: { type: 'LineString' as const, coordinates },
              },
            ],
      ),
    })
  }
}

const ARROW = 'M12 2 20 21 12 17 4 21Z'
const DOT = 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z'
const GOAL = 'M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7Z'

function pinOf(className: string, shape: string): HTMLElement {
  const pin = document.createElement('div')
  pin.className = `pin ${className}`
  pin.append(svgOf(shape))
  return pin
}

function svgOf(shape: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', shape)
  path.setAttribute('fill', 'currentColor')
  path.setAttribute('stroke', '#fff')
  path.setAttribute('stroke-width', '1.5')
  svg.append(path)
  return svg
}

function nameOf(text: string): HTMLElement {
  const name = document.createElement('span')
  name.className = 'name'
  name.textContent = text
  return name
}

/** The library puts classes of its own on a marker, which must stay. */
function keptClasses(pin: HTMLElement): string {
  return [...pin.classList].filter((name) => name.startsWith('maplibregl-')).join(' ')
}
