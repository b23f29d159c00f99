// Draws the last stretch of the chosen vehicle's trail, so that the trail never runs ahead of the mark nor lags behind.

import { EQUATOR_M, mercatorX, mercatorY } from '../mercator'
import { beginPass, type Frame } from './frame'
import { createProgram } from './gl-program'
import { shownX, shownY } from './motion-field'
import { TAIL_FRAGMENT, TAIL_VERTEX } from './shaders/tail.glsl'
import type { VehicleScene } from './vehicle-scene'

export type LngLat = { lng: number; lat: number }

/** Ends as offsets from the scene's origin. */
export type TailEnds = readonly [number, number, number, number]

export type TailPass = { draw(frame: Frame, ends: TailEnds): void; dispose(): void }

/** The same widths as the trail's line layers. */
export const TRAIL_WIDTH_PX = 4
export const TRAIL_CASING_PX = 7

export function createTailPass(gl: WebGL2RenderingContext): TailPass {
  const program = createProgram(gl, TAIL_VERTEX, TAIL_FRAGMENT)
  const empty = gl.createVertexArray()
  return {
    draw(frame, ends) {
      beginPass(gl, program, frame)
      gl.uniform4f(program.uniform('u_ends'), ...ends)
      gl.bindVertexArray(empty)
      for (const [width, color] of [
        [TRAIL_CASING_PX, frame.palette.paper],
        [TRAIL_WIDTH_PX, frame.palette.accent],
      ] as const) {
        gl.uniform1f(program.uniform('u_width'), width)
        gl.uniform3f(program.uniform('u_color'), ...color)
        for (const matrix of frame.matrices) {
          gl.uniformMatrix4fv(program.uniform('u_matrix'), false, matrix)
          gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
        }
      }
      gl.bindVertexArray(null)
    },
    dispose() {
      gl.deleteVertexArray(empty)
      gl.deleteProgram(program.program)
    },
  }
}

/** From the trail's end to where the vehicle is shown; null when there is no trail or it ends in another place. */
export function tailEnds(
  scene: VehicleScene,
  slot: number,
  end: LngLat | null,
  nowMs: number,
): TailEnds | null {
  if (end === null) return null
  const x = shownX(scene.motion, slot, nowMs)
  const y = shownY(scene.motion, slot, nowMs)
  const endX = mercatorX(end.lng)
  const endY = mercatorY(end.lat)
  if (!(Math.hypot(x - endX, y - endY) < TAIL_LIMIT)) return null
  return [endX - scene.origin.x, endY - scene.origin.y, x - scene.origin.x, y - scene.origin.y]
}

/** Five kilometres at the equator, as a part of the world: a trail that ends farther away belongs to another story. */
const TAIL_LIMIT = 5_000 / EQUATOR_M
