// What every drawing pass needs to know about the frame being drawn.

import type { GlProgram } from './gl-program'
import type { Palette } from './palette'

export type Frame = {
  /** One matrix for each copy of the world on screen: from scene offsets to clip space. */
  matrices: readonly Float32Array[]
  widthPx: number
  heightPx: number
  pixelRatio: number
  /** Seconds since the scene's time base. */
  nowS: number
  zoom: number
  bearingDeg: number
  /** 0 just regrouped, 1 settled. */
  fade: number
  palette: Palette
}

/** Binds the program and sets what all of them share. */
export function beginPass(gl: WebGL2RenderingContext, { program, uniform }: GlProgram, frame: Frame) {
  // biome-ignore lint/correctness/useHookAtTopLevel: useProgram is WebGL's, not a React hook.
  gl.useProgram(program)
  gl.uniform2f(uniform('u_viewport'), frame.widthPx, frame.heightPx)
  gl.uniform1f(uniform('u_now'), frame.nowS)
  gl.uniform1f(uniform('u_pixel_ratio'), frame.pixelRatio)
}

/** Flat list of the status colours, as a uniform array wants it. */
export function statusColors(palette: Palette): Float32Array {
  return Float32Array.from(palette.statuses.flatMap((color) => [...color]))
}
