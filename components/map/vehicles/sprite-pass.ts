// Draws the vehicle marks: those in view in one instanced call, then the hovered and the chosen one once more on top.

import { beginPass, type Frame, statusColors } from './frame'
import { type Attribute, bindInstances, createProgram } from './gl-program'
import { LOOK_STRIDE, MOTION_STRIDE, type PackedVehicles } from './packed-vehicles'
import { SPRITE_FRAGMENT, SPRITE_VERTEX } from './shaders/sprite.glsl'

/** How a batch is drawn: as it is, with a halo, or with a halo and a ring. */
export type Emphasis = 'none' | 'hovered' | 'selected'

export type SpriteBatch = {
  upload(vehicles: PackedVehicles): void
  draw(frame: Frame, emphasis: Emphasis): void
  dispose(): void
}

export type SpritePass = { createBatch(): SpriteBatch; dispose(): void }

const MOTION: readonly Attribute[] = [
  { location: 0, size: 4, type: 'float', at: 0 },
  { location: 1, size: 2, type: 'float', at: 16 },
  { location: 2, size: 2, type: 'short', at: 24 },
]
const LOOK: readonly Attribute[] = [{ location: 3, size: 4, type: 'uint8', at: 0 }]
const LEVELS = { none: 0, hovered: 1, selected: 2 }
/** Half the square a mark is drawn in, in icon units: the mark with casing, shadow and badge; with its rings when chosen. */
const REACH = 14
const REACH_EMPHASIS = 22

export function createSpritePass(gl: WebGL2RenderingContext): SpritePass {
  const program = createProgram(gl, SPRITE_VERTEX, SPRITE_FRAGMENT)

  function setUniforms(frame: Frame, emphasis: Emphasis) {
    const { palette } = frame
    const plain = emphasis === 'none'
    const scale = markScale(frame.zoom)
    beginPass(gl, program, frame)
    gl.uniform3fv(program.uniform('u_status_colors'), statusColors(palette))
    gl.uniform3f(program.uniform('u_paper'), ...palette.paper)
    gl.uniform3f(program.uniform('u_accent'), ...palette.accent)
    gl.uniform3f(program.uniform('u_warning'), ...palette.warning)
    gl.uniform1f(program.uniform('u_bearing'), frame.bearingDeg)
    gl.uniform1f(program.uniform('u_fade'), frame.fade)
    gl.uniform1f(program.uniform('u_scale'), plain ? scale : Math.max(0.95, scale))
    gl.uniform1f(program.uniform('u_reach'), plain ? REACH : REACH_EMPHASIS)
    gl.uniform1f(program.uniform('u_forced'), plain ? 0 : 1)
    gl.uniform1f(program.uniform('u_emphasis'), LEVELS[emphasis])
  }

  return {
    createBatch() {
      const motion = gl.createBuffer()
      const looks = gl.createBuffer()
      const array = gl.createVertexArray()
      let count = 0
      gl.bindVertexArray(array)
      bindInstances(gl, motion, { stride: MOTION_STRIDE, attributes: MOTION })
      bindInstances(gl, looks, { stride: LOOK_STRIDE, attributes: LOOK })
      gl.bindVertexArray(null)
      return {
        upload(vehicles) {
          count = vehicles.count
          // A fresh store each time: writing into one the GPU still reads would make us wait for it.
          gl.bindBuffer(gl.ARRAY_BUFFER, motion)
          gl.bufferData(
            gl.ARRAY_BUFFER,
            new Uint8Array(vehicles.motion, 0, count * MOTION_STRIDE),
            gl.STREAM_DRAW,
          )
          gl.bindBuffer(gl.ARRAY_BUFFER, looks)
          gl.bufferData(gl.ARRAY_BUFFER, vehicles.looks.subarray(0, count * LOOK_STRIDE), gl.STREAM_DRAW)
        },
        draw(frame, emphasis) {
          if (count === 0) return
          setUniforms(frame, emphasis)
          gl.bindVertexArray(array)
          for (const matrix of frame.matrices) {
            gl.uniformMatrix4fv(program.uniform('u_matrix'), false, matrix)
            gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count)
          }
          gl.bindVertexArray(null)
        },
        dispose() {
          gl.deleteVertexArray(array)
          gl.deleteBuffer(motion)
          gl.deleteBuffer(looks)
        },
      }
    },
    dispose() {
      gl.deleteProgram(program.program)
    },
  }
}

/** Pixels per icon unit: marks grow a little toward the street, where there is room for them. */
export function markScale(zoom: number): number {
  return 0.7 + 0.4 * Math.max(0, Math.min(1, (zoom - 6) / 9))
}
