// All drawing of the vehicle layer on one WebGL context: trail end, bubbles, marks, names, in this order.

import { createBubblePass } from './bubble-pass'
import type { Frame } from './frame'
import { isBetween } from './frame-pace'
import { MAX_LABELS, placeLabels } from './labels'
import { shownX, shownY } from './motion-field'
import type { Palette } from './palette'
import { type Projection, toScreen } from './projection'
import { createSpritePass, type Emphasis, markScale } from './sprite-pass'
import { createTailPass, type TailEnds } from './tail-pass'
import { createTextAtlas } from './text-atlas'
import { createTextPass, packPiece } from './text-pass'
import type { VehicleScene } from './vehicle-scene'

export type DrawInput = {
  frame: Frame
  emphasis: Emphasis
  tail: TailEnds | null
}

export type VehicleRenderer = {
  restyle(palette: Palette, pixelRatio: number): void
  /** Uploads what changed. With `keepOld`, bubbles drawn so far stay to fade out. */
  upload(scene: VehicleScene, keepOld: boolean): void
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
  const sprites = createSpritePass(gl)
  const bubbles = createBubblePass(gl, text)
  const tail = createTailPass(gl)
  const names = text.createBatch()
  const tags = text.createBatch()
  let named: number[] = []
  let generation = atlas.generation

  function packNames(scene: VehicleScene, frame: Frame, style: 'name' | 'tag', slots: readonly number[]) {
    const pieces: number[] = []
    const floats = new Float32Array(scene.motionBytes)
    const belowPx = markScale(frame.zoom) * (style === 'tag' ? 17 : 9) + 11
    for (const slot of slots) {
      const cut = atlas.place(style, nameOf(slot))
      if (!cut) continue
      const at = (offset: number) => floats[slot * 7 + offset] ?? 0
      packPiece(
        pieces,
        { path: [at(0), at(1), at(2), at(3)], time: [at(4), at(5)], offsetX: 0, offsetY: belowPx },
        cut,
      )
    }
    return Float32Array.from(pieces)
  }

  return {
    restyle: (palette, pixelRatio) => atlas.restyle(palette, pixelRatio),
    upload(scene, keepOld) {
      sprites.upload(scene)
      if (!scene.bubblesChanged && generation === atlas.generation) return
      generation = atlas.generation
      bubbles.pack(scene, atlas, keepOld)
      scene.bubblesChanged = false
    },
    placeNames(scene, projection, nowMs) {
      const belowPx = markScale(projection.zoom) * 9 + 11
      const points = nameCandidates(scene, projection, named).map((slot) => {
        const at = toScreen(projection, shownX(scene.motion, slot, nowMs), shownY(scene.motion, slot, nowMs))
        return { slot, x: at.x, y: at.y + belowPx }
      })
      named = placeLabels(points, (slot) => atlas.place('name', nameOf(slot)), MAX_LABELS).map(
        ({ slot }) => slot,
      )
    },
    draw(scene, { frame, emphasis, tail: ends }) {
      const tagged = [emphasis.hovered, emphasis.selected].filter((slot) => slot !== null)
      const plain = named.filter((slot) => !tagged.includes(slot) && scene.isAlone(slot))
      text.fill(names, packNames(scene, frame, 'name', plain))
      text.fill(tags, packNames(scene, frame, 'tag', [...new Set(tagged)]))
      if (ends) tail.draw(frame, ends)
      bubbles.draw(frame, text)
      sprites.draw(frame, emphasis)
      text.draw(names, frame, frame.fade)
      text.draw(tags, frame, 1)
    },
    dispose() {
      text.disposeBatch(names)
      text.disposeBatch(tags)
      bubbles.dispose()
      sprites.dispose()
      tail.dispose()
      text.dispose()
      atlas.dispose()
    },
  }
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
