// The vehicles as one custom layer of the map: follows the live store, draws when there is something new to see.
// It owns timing and the map's side of things; the fleet's state is vehicle-scene.ts, drawing is vehicle-renderer.ts.

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from 'maplibre-gl'
import type { LiveStore, Slots } from '@/lib/client/live-types'
import { latOfMercator, lngOfMercator, mercatorX, mercatorY } from '../mercator'
import { framePace, type Pace } from './frame-pace'
import { createGroupingClock } from './grouping-clock'
import { isSameMask } from './mask'
import { shownX, shownY } from './motion-field'
import type { Palette } from './palette'
import { groupBounds, type Pick, pick } from './picking'
import { copyMatrices, type Projection, readProjection } from './projection'
import { type LngLat, tailEnds } from './tail-pass'
import { createUploadPlan, NAMES_EVERY_MS } from './upload-plan'
import { createVehicleRenderer, type VehicleRenderer } from './vehicle-renderer'
import { createVehicleScene } from './vehicle-scene'

export const VEHICLE_LAYER_ID = 'vehicles'

export type VehicleLayerOptions = {
  store: LiveStore
  palette: Palette
  /** Asked at every update: false where people want less motion. */
  mayGlide: () => boolean
}

export type VehicleLayer = CustomLayerInterface & {
  setSelectedId(id: string | null): void
  setHovered(slot: number | null): void
  /** By slot, 1 shown and 0 hidden; a snapshot lifts it, because slots get a new meaning. */
  setMask(mask: Uint8Array | null): void
  setPalette(palette: Palette): void
  /** Where the drawn trail of the selected vehicle ends; null for none. */
  setTrailEnd(end: LngLat | null): void
  /** What lies at a place of the map; `reachPx` as in PickQuery. */
  pickAt(at: LngLat, reachPx: number): Pick | null
  /** [west, south, east, north] of a cluster's members. */
  clusterBounds(group: number): [number, number, number, number]
  /** Where a vehicle is shown right now; null without a position. */
  shownAt(slot: number): LngLat | null
  /** Has a position and passes the filter. */
  isVisible(slot: number): boolean
  /** Drawn by itself, not inside a bubble. */
  isAlone(slot: number): boolean
}

const STALE_EVERY_MS = 10_000
/** Movement too slow to see is still drawn this often, so that nothing falls behind; bubbles drift slower yet. */
const CREEP_MS = 3_000
const DRIFT_MS = 15_000
const STILL: Pace = { intervalMs: Number.POSITIVE_INFINITY, untilMs: 0 }

export function createVehicleLayer({
  store,
  palette: firstPalette,
  mayGlide,
}: VehicleLayerOptions): VehicleLayer {
  const scene = createVehicleScene(store)
  const grouping = createGroupingClock()
  const plan = createUploadPlan(scene, grouping)
  let map: MapLibreMap | null = null
  let renderer: VehicleRenderer | null = null
  let palette = firstPalette
  let projection: Projection | null = null
  let loadedEpoch = -1
  let selectedId: string | null = null
  let selected: number | null = null
  let hovered: number | null = null
  let mask: Uint8Array | null = null
  let trailEnd: LngLat | null = null
  let drawnAtMs = 0
  let pace = STILL
  let frameTimer: ReturnType<typeof setTimeout> | undefined
  let detach = () => {}

  const repaint = () => map?.triggerRepaint()

  function load() {
    loadedEpoch = store.epoch
    scene.load()
    hovered = null
    mask = null
    select()
    grouping.reset()
    plan.wantNames()
    markStale()
    redraw()
  }

  /** What is drawn has changed: packs it anew with the next frame. */
  function redraw() {
    plan.wantMarks()
    repaint()
  }

  function slotOf(id: string | null): number | null {
    return id === null ? null : (store.slotOf(id) ?? null)
  }

  function select() {
    selected = slotOf(selectedId)
    scene.choose(selected)
  }

  function update(slots: Slots) {
    const nowMs = performance.now()
    const statusBefore = scene.changes
    if (scene.update(slots, nowMs, mayGlide())) plan.wantBubbles()
    grouping.drift()
    plan.wantNames()
    planFrames()
    plan.wantMarks()
    // Most updates of a far-away map move nothing by a visible step; those wait for the next frame that comes anyway.
    const isVisible =
      pace.intervalMs < Number.POSITIVE_INFINITY || plan.bubblesWanted || scene.changes !== statusBefore
    const waitMs = pace.untilMs > nowMs ? CREEP_MS : DRIFT_MS
    if (isVisible || nowMs - drawnAtMs > waitMs) repaint()
  }

  function markStale() {
    if (scene.markStale(Date.now() + store.clockOffsetMs)) redraw()
  }

  function planFrames() {
    const isDrawn = (slot: number) => slot === selected || slot === hovered || scene.isAlone(slot)
    if (projection) pace = framePace(scene.motion, projection, performance.now(), isDrawn)
  }

  function render(_: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput) {
    if (!map || !renderer) return
    const nowMs = performance.now()
    const pixelRatio = map.getPixelRatio()
    const current = readProjection(map, input.defaultProjectionData.mainMatrix)
    projection = current
    drawnAtMs = nowMs
    renderer.restyle(palette, pixelRatio)
    if (plan.carryOut(renderer, current, nowMs)) planFrames()
    renderer.draw(scene, {
      frame: {
        matrices: copyMatrices(current, scene.origin),
        widthPx: current.widthPx,
        heightPx: current.heightPx,
        pixelRatio,
        nowS: (nowMs - scene.origin.timeMs) / 1_000,
        zoom: current.zoom,
        bearingDeg: map.getBearing(),
        fade: grouping.fade(nowMs),
        palette,
      },
      hovered,
      selected,
      tail: selected === null ? null : tailEnds(scene, selected, trailEnd, nowMs),
    })
    askForNextFrame(nowMs)
  }

  function askForNextFrame(nowMs: number) {
    clearTimeout(frameTimer)
    if (grouping.fade(nowMs) < 1) repaint()
    else if (nowMs < pace.untilMs && pace.intervalMs < Number.POSITIVE_INFINITY) {
      frameTimer = setTimeout(repaint, pace.intervalMs)
    } else if (plan.namesWanted) frameTimer = setTimeout(repaint, NAMES_EVERY_MS)
  }

  function onMoveEnd() {
    planFrames()
    repaint()
  }

  function attach(target: MapLibreMap) {
    const leaveStore = store.subscribe((change) => {
      if (change.kind === 'snapshot') load()
      else if (change.kind === 'delta') update(change.slots)
    })
    const staleTimer = setInterval(markStale, STALE_EVERY_MS)
    target.on('move', plan.wantNames)
    target.on('moveend', onMoveEnd)
    return () => {
      leaveStore()
      clearInterval(staleTimer)
      clearTimeout(frameTimer)
      target.off('move', plan.wantNames)
      target.off('moveend', onMoveEnd)
    }
  }

  return {
    id: VEHICLE_LAYER_ID,
    type: 'custom',
    renderingMode: '2d',
    onAdd(addedTo, gl) {
      if (!(gl instanceof WebGL2RenderingContext)) return
      map = addedTo
      renderer = createVehicleRenderer(gl, { palette, nameOf: (slot) => store.identity(slot).name })
      // Added again after a change of style, what we hold is good unless the fleet was replaced meanwhile.
      if (loadedEpoch !== store.epoch) load()
      plan.wantMarks()
      plan.wantBubbles()
      detach()
      detach = attach(addedTo)
    },
    onRemove() {
      detach()
      renderer?.dispose()
      renderer = null
      map = null
    },
    render,
    setSelectedId(id) {
      selectedId = id
      select()
      onMoveEnd()
    },
    setHovered(slot) {
      if (slot === hovered) return
      hovered = slot
      scene.hover(slot)
      repaint()
    },
    setMask(next) {
      if (isSameMask(mask, next)) return
      mask = next
      scene.setMask(next)
      grouping.reset()
      repaint()
    },
    setPalette(next) {
      palette = next
      repaint()
    },
    setTrailEnd(end) {
      trailEnd = end
      repaint()
    },
    pickAt({ lng, lat }, reachPx) {
      if (!projection) return null
      const { zoom } = projection
      const nowMs = performance.now()
      return pick(scene, { x: mercatorX(lng), y: mercatorY(lat), zoom, nowMs, reachPx, alsoSlot: selected })
    },
    clusterBounds(group) {
      scene.settle()
      return groupBounds(scene, group)
    },
    shownAt(slot) {
      // The chosen one never waits, and is asked for with every frame while it is followed.
      if (slot !== selected) scene.settle()
      const nowMs = performance.now()
      const x = shownX(scene.motion, slot, nowMs)
      if (!(x >= 0)) return null
      return { lng: lngOfMercator(x), lat: latOfMercator(shownY(scene.motion, slot, nowMs)) }
    },
    isVisible: (slot) => slot < scene.motion.count && scene.isVisible(slot),
    isAlone: (slot) => slot < scene.motion.count && scene.isAlone(slot),
  }
}
