// Draws the vehicle marks: those in view in one instanced call, then the hovered and the chosen one once more on top.

import { beginPass, type Frame } from './frame'
import { type Attribute, bindInstances, createProgram, type GlProgram } from './gl-program'
import { CELL_REACH, CELLS, type MarkAtlas } from './mark-atlas'
import { LOOK_STRIDE, MOTION_STRIDE, type PackedVehicles } from './packed-vehicles'
import { HALO_FRAGMENT, HALO_VERTEX, SPRITE_FRAGMENT, SPRITE_VERTEX } from './shaders/sprite.glsl'

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

export function createSpritePass(gl: WebGL2RenderingContext, atlas: MarkAtlas): SpritePass {
  const program = createProgram(gl, SPRITE_VERTEX, SPRITE_FRAGMENT)
  const halo = createProgram(gl, HALO_VERTEX, HALO_FRAGMENT)

  function drawMarks(frame: Frame, emphasis: Emphasis, count: number) {
    const plain = emphasis === 'none'
    beginPass(gl, program, frame)
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, atlas.texture)
    gl.uniform1i(program.uniform('u_marks'), 0)
    gl.uniform1f(program.uniform('u_cells'), CELLS)
    gl.uniform1f(program.uniform('u_cell_reach'), CELL_REACH)
    gl.uniform1f(program.uniform('u_bearing'), frame.bearingDeg)
    gl.uniform1f(program.uniform('u_fade'), frame.fade)
    gl.uniform1f(program.uniform('u_scale'), plain ? markScale(frame.zoom) : emphasisScale(frame.zoom))
    gl.uniform1f(program.uniform('u_forced'), plain ? 0 : 1)
    drawCopies(program, frame, count)
  }

  function drawHalo(frame: Frame, emphasis: Emphasis, count: number) {
    beginPass(gl, halo, frame)
    gl.uniform1f(halo.uniform('u_scale'), emphasisScale(frame.zoom))
    gl.uniform1f(halo.uniform('u_ring'), emphasis === 'selected' ? 1 : 0)
    gl.uniform3f(halo.uniform('u_paper'), ...frame.palette.paper)
    gl.uniform3f(halo.uniform('u_accent'), ...frame.palette.accent)
    drawCopies(halo, frame, count)
  }

  function drawCopies(used: GlProgram, frame: Frame, count: number) {
    for (const matrix of frame.matrices) {
      gl.uniformMatrix4fv(used.uniform('u_matrix'), false, matrix)
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count)
    }
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
          gl.bindVertexArray(array)
          if (emphasis !== 'none') drawHalo(frame, emphasis, count)
          drawMarks(frame, emphasis, count)
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
      gl.deleteProgram(halo.program)
    },
  }
}

/** Pixels per icon unit: marks grow a little toward the street, where there is room for them. */
export function markScale(zoom: number): number {
  return 0.7 + 0.4 * Math.max(0, Math.min(1, (zoom - 6) / 9))
}

/** A hovered or chosen mark is never too small to see from afar. */
function emphasisScale(zoom: number): number {
  return Math.max(0.95, markScale(zoom))
}
