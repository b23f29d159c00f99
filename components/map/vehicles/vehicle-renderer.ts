// All drawing of the vehicle layer on one WebGL context: trail end, bubbles, marks, names, in this order.

import { createBubblePass } from './bubble-pass'
import type { Frame } from './frame'
import { isBetween, type View } from './frame-pace'
import { placeLabels } from './labels'
import { createMarkAtlas } from './mark-atlas'
import { shownX, shownY } from './motion-field'
import { createPackedVehicles } from './packed-vehicles'
import type { Palette } from './palette'
import { type Projection, toScreen } from './projection'
import { createSpritePass, markScale } from './sprite-pass'
import { createTailPass, type TailEnds } from './tail-pass'
import { createTextAtlas, type TextStyle } from './text-atlas'
import { type Anchor, createTextPass, packPiece } from './text-pass'
import type { VehicleScene } from './vehicle-scene'

export type DrawInput = {
  frame: Frame
  hovered: number | null
  selected: number | null
  tail: TailEnds | null
}

export type VehicleRenderer = {
  restyle(palette: Palette, pixelRatio: number): void
  /** Uploads the marks to be drawn in a part of the world. */
  uploadMarks(scene: VehicleScene, view: View): void
  /** Uploads the bubbles of a part of the world. With `keepOld`, those drawn so far stay to fade out. */
  uploadBubbles(scene: VehicleScene, options: { view: View; keepOld: boolean }): void
  /** True after text was thrown away: bubbles must be uploaded again. */
  readonly lostText: boolean
  /** Chooses anew whose names are shown. */
  placeNames(scene: VehicleScene, projection: Projection, nowMs: number): void
  draw(scene: VehicleScene, input: DrawInput): void
  dispose(): void
}

/** Names appear from here on; farther out they would only say that there are many. */
const NAMES_FROM_ZOOM = 11.5
/** In a crowd bigger than this nobody is named but the chosen. */
const NAMES_UP_TO = 1_500

export function createVehicleRenderer(
  gl: WebGL2RenderingContext,
  options: { palette: Palette; nameOf: (slot: number) => string },
): VehicleRenderer {
  const { nameOf } = options
  const atlas = createTextAtlas(gl, options.palette)
  const text = createTextPass(gl, atlas)
  const markAtlas = createMarkAtlas(gl)
  const sprites = createSpritePass(gl, markAtlas)
  const bubbles = createBubblePass(gl, text)
  const tail = createTailPass(gl)
  const packed = createPackedVehicles()
  const single = createPackedVehicles()
  const marks = sprites.createBatch()
  const mark = sprites.createBatch()
  const names = text.createBatch()
  const tags = text.createBatch()
  let named: number[] = []
  let generation = atlas.generation

  function fillNames(batch: typeof names, style: TextStyle, slots: readonly number[], input: AnchorInput) {
    const pieces: number[] = []
    for (const slot of slots) {
      const cut = atlas.place(style, nameOf(slot))
      if (cut) packPiece(pieces, anchorOf(slot, input), cut)
    }
    text.fill(batch, Float32Array.from(pieces))
  }

  function drawMark(
    scene: VehicleScene,
    frame: Frame,
    slot: number | null,
    emphasis: 'hovered' | 'selected',
  ) {
    if (slot === null) return
    scene.packSlots(single, [slot])
    mark.upload(single)
    mark.draw(frame, emphasis)
  }

  return {
    get lostText() {
      return generation !== atlas.generation
    },
    restyle(palette, pixelRatio) {
      atlas.restyle(palette, pixelRatio)
      markAtlas.restyle(palette, pixelRatio)
    },
    uploadMarks(scene, view) {
      scene.packView(packed, view)
      marks.upload(packed)
    },
    uploadBubbles(scene, options) {
      generation = atlas.generation
      bubbles.pack(scene, atlas, options)
    },
    placeNames(scene, projection, nowMs) {
      const belowPx = nameOffsetPx(projection.zoom)
      const points = nameCandidates(scene, projection, named).map((slot) => {
        const at = toScreen(projection, shownX(scene.motion, slot, nowMs), shownY(scene.motion, slot, nowMs))
        return { slot, x: at.x, y: at.y + belowPx }
      })
      named = placeLabels(points, (slot) => atlas.place('name', nameOf(slot))).map(({ slot }) => slot)
    },
    draw(scene, { frame, hovered, selected, tail: ends }) {
      const tagged = [...new Set([hovered, selected])].filter((slot) => slot !== null)
      const plain = named.filter((slot) => !tagged.includes(slot) && scene.isAlone(slot))
      fillNames(names, 'name', plain, { scene, offsetPx: nameOffsetPx(frame.zoom) })
      fillNames(tags, 'tag', tagged, { scene, offsetPx: nameOffsetPx(frame.zoom) + 8 })
      if (ends) tail.draw(frame, ends)
      bubbles.draw(frame, text)
      marks.draw(frame, 'none')
      if (hovered !== selected) drawMark(scene, frame, hovered, 'hovered')
      drawMark(scene, frame, selected, 'selected')
      text.draw(names, frame, frame.fade)
      text.draw(tags, frame, 1)
    },
    dispose() {
      for (const part of [marks, mark, sprites, markAtlas, bubbles, tail]) part.dispose()
      for (const batch of [names, tags]) text.disposeBatch(batch)
      text.dispose()
      atlas.dispose()
    },
  }
}

type AnchorInput = { scene: VehicleScene; offsetPx: number }

function anchorOf(slot: number, { scene, offsetPx }: AnchorInput): Anchor {
  const { motion, origin } = scene
  const at = (values: Float64Array, from: number) => (values[slot] ?? 0) - from
  return {
    path: [
      at(motion.fromX, origin.x),
      at(motion.fromY, origin.y),
      at(motion.toX, origin.x),
      at(motion.toY, origin.y),
    ],
    time: [at(motion.startMs, origin.timeMs) / 1_000, (motion.durationMs[slot] ?? 0) / 1_000],
    offsetX: 0,
    offsetY: offsetPx,
  }
}

/** From a mark's centre down to the middle of its name. */
function nameOffsetPx(zoom: number): number {
  return markScale(zoom) * 9 + 11
}

/** Slots in view that may be named: those named so far first, so that names do not flicker. */
function nameCandidates(scene: VehicleScene, projection: Projection, before: readonly number[]): number[] {
  if (projection.zoom < NAMES_FROM_ZOOM) return []
  const { motion } = scene
  const inView: number[] = []
  for (let slot = 0; slot < motion.count; slot++) {
    const y = motion.toY[slot] ?? Number.NaN
    if (!(y >= projection.north && y <= projection.south) || !scene.isAlone(slot)) continue
    if (!isBetween(motion.toX[slot] ?? 0, projection.west, projection.east)) continue
    inView.push(slot)
    if (inView.length > NAMES_UP_TO) return []
  }
  const known = new Set(before)
  return [...inView.filter((slot) => known.has(slot)), ...inView.filter((slot) => !known.has(slot))]
}
