// Draws batches of text pieces out of the atlas: cluster counts, and names that glide along with their vehicle.

import { beginPass, type Frame } from './frame'
import { type Attribute, bindInstances, createProgram } from './gl-program'
import { TEXT_FRAGMENT, TEXT_VERTEX } from './shaders/text.glsl'
import type { Cut, TextAtlas } from './text-atlas'

export type TextBatch = { buffer: WebGLBuffer; array: WebGLVertexArrayObject; count: number }

export type TextPass = {
  createBatch(): TextBatch
  fill(batch: TextBatch, pieces: Float32Array): void
  draw(batch: TextBatch, frame: Frame, alpha: number): void
  disposeBatch(batch: TextBatch): void
  dispose(): void
}

/** Where a piece hangs: a glide in scene offsets and seconds, and a shift of its centre in CSS pixels. */
export type Anchor = {
  path: readonly [number, number, number, number]
  time: readonly [number, number]
  offsetX: number
  offsetY: number
}

const FLOATS = 14
const LAYOUT: readonly Attribute[] = [
  { location: 0, size: 4, type: 'float', at: 0 },
  { location: 1, size: 2, type: 'float', at: 16 },
  { location: 2, size: 4, type: 'float', at: 24 },
  { location: 3, size: 4, type: 'float', at: 40 },
]

/** Appends one piece in the order of LAYOUT. */
export function packPiece(pieces: number[], anchor: Anchor, cut: Cut) {
  pieces.push(...anchor.path, ...anchor.time, anchor.offsetX, anchor.offsetY)
  pieces.push(cut.widthPx, cut.heightPx, cut.left, cut.top, cut.right, cut.bottom)
}

export function createTextPass(gl: WebGL2RenderingContext, atlas: TextAtlas): TextPass {
  const program = createProgram(gl, TEXT_VERTEX, TEXT_FRAGMENT)
  return {
    createBatch() {
      const buffer = gl.createBuffer()
      const array = gl.createVertexArray()
      gl.bindVertexArray(array)
      bindInstances(gl, buffer, { stride: FLOATS * 4, attributes: LAYOUT })
      gl.bindVertexArray(null)
      return { buffer, array, count: 0 }
    },
    fill(batch, pieces) {
      batch.count = pieces.length / FLOATS
      gl.bindBuffer(gl.ARRAY_BUFFER, batch.buffer)
      gl.bufferData(gl.ARRAY_BUFFER, pieces, gl.DYNAMIC_DRAW)
    },
    draw(batch, frame, alpha) {
      if (batch.count === 0) return
      beginPass(gl, program, frame)
      gl.uniform1f(program.uniform('u_pixel_ratio_v'), frame.pixelRatio)
      gl.uniform1f(program.uniform('u_alpha'), alpha)
      gl.activeTexture(gl.TEXTURE0)
      gl.bindTexture(gl.TEXTURE_2D, atlas.texture)
      gl.uniform1i(program.uniform('u_texture'), 0)
      gl.bindVertexArray(batch.array)
      for (const matrix of frame.matrices) {
        gl.uniformMatrix4fv(program.uniform('u_matrix'), false, matrix)
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, batch.count)
      }
      gl.bindVertexArray(null)
    },
    disposeBatch(batch) {
      gl.deleteVertexArray(batch.array)
      gl.deleteBuffer(batch.buffer)
    },
    dispose() {
      gl.deleteProgram(program.program)
    },
  }
}
