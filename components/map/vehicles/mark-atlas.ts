// The vehicle marks baked into one texture: computing a shape's distances for every pixel of every vehicle would be
// paid each frame, and on computers without a graphics card it is what makes a map slow.

import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { createProgram } from './gl-program'
import type { Palette } from './palette'
import { MARK_FRAGMENT, MARK_VERTEX } from './shaders/mark.glsl'

export type MarkAtlas = {
  readonly texture: WebGLTexture
  /** Bakes anew when colours or resolution changed. Leaves the frame's own target bound. */
  restyle(palette: Palette, pixelRatio: number): void
  dispose(): void
}

/**
 * Cells in a row: each status, moving without a heading, the same six pale for stale vehicles, and the clock those carry.
 * Half a cell spans CELL_REACH icon units.
 */
export const CELLS = 13
export const CELL_REACH = 14
const STALE_FROM = 6
const CLOCK = 12
/** Marks are drawn at 0.7 to 1.1 pixels a unit: fine enough for the largest, not twice as fine as the smallest needs. */
const OVERSAMPLING = 1.35

export function createMarkAtlas(gl: WebGL2RenderingContext): MarkAtlas {
  const program = createProgram(gl, MARK_VERTEX, MARK_FRAGMENT)
  const texture = gl.createTexture()
  const target = gl.createFramebuffer()
  const empty = gl.createVertexArray()
  let baked: { palette: Palette; pixelRatio: number } | null = null

  function allocate(cellPx: number) {
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, cellPx * CELLS, cellPx, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
  }

  function drawCell(cell: number, cellPx: number, palette: Palette) {
    const status = cell === CLOCK ? 6 : cell % STALE_FROM
    // Moving without a heading is moving all the same.
    const color = palette.statuses[status % VEHICLE_STATUSES.length] ?? palette.ink
    gl.viewport(cell * cellPx, 0, cellPx, cellPx)
    gl.uniform1ui(program.uniform('u_status'), status)
    gl.uniform1f(program.uniform('u_pale'), cell >= STALE_FROM ? 0.42 : 0)
    gl.uniform3f(program.uniform('u_color'), ...color)
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
  }

  function bake(palette: Palette, pixelRatio: number) {
    const cellPx = Math.ceil(CELL_REACH * 2 * pixelRatio * OVERSAMPLING)
    const frameTarget: WebGLFramebuffer | null = gl.getParameter(gl.FRAMEBUFFER_BINDING)
    const viewport: Int32Array = gl.getParameter(gl.VIEWPORT)
    allocate(cellPx)
    gl.bindFramebuffer(gl.FRAMEBUFFER, target)
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
    gl.disable(gl.BLEND)
    gl.disable(gl.SCISSOR_TEST)
    // biome-ignore lint/correctness/useHookAtTopLevel: useProgram is WebGL's, not a React hook.
    gl.useProgram(program.program)
    gl.bindVertexArray(empty)
    gl.uniform1f(program.uniform('u_pixel_ratio'), 1)
    gl.uniform1f(program.uniform('u_reach'), CELL_REACH)
    gl.uniform1f(program.uniform('u_scale'), cellPx / (CELL_REACH * 2))
    gl.uniform3f(program.uniform('u_paper'), ...palette.paper)
    gl.uniform3f(program.uniform('u_warning'), ...palette.warning)
    for (let cell = 0; cell < CELLS; cell++) drawCell(cell, cellPx, palette)
    gl.bindVertexArray(null)
    gl.bindFramebuffer(gl.FRAMEBUFFER, frameTarget)
    gl.viewport(viewport[0] ?? 0, viewport[1] ?? 0, viewport[2] ?? 0, viewport[3] ?? 0)
    gl.enable(gl.BLEND)
  }

  return {
    texture,
    restyle(palette, pixelRatio) {
      if (baked?.palette === palette && baked.pixelRatio === pixelRatio) return
      baked = { palette, pixelRatio }
      bake(palette, pixelRatio)
    },
    dispose() {
      gl.deleteFramebuffer(target)
      gl.deleteTexture(texture)
      gl.deleteVertexArray(empty)
      gl.deleteProgram(program.program)
    },
  }
}
