// Draws the vehicle marks: all of them in one instanced call, then the hovered and the chosen one once more on top.

import { beginPass, type Frame, statusColors } from './frame'
import { type Attribute, bindInstances, createProgram } from './gl-program'
import { SPRITE_FRAGMENT, SPRITE_VERTEX } from './shaders/sprite.glsl'
import { BLOCK, LOOK_STRIDE, MOTION_STRIDE, type VehicleScene } from './vehicle-scene'

export type Emphasis = { hovered: number | null; selected: number | null }

export type SpritePass = {
  /** Sends what changed since the last call. */
  upload(scene: VehicleScene): void
  draw(frame: Frame, emphasis: Emphasis): void
  dispose(): void
}

const MOTION: readonly Attribute[] = [
  { location: 0, size: 4, type: 'float', at: 0 },
  { location: 1, size: 2, type: 'float', at: 16 },
  { location: 2, size: 2, type: 'short', at: 24 },
]
const LOOK: readonly Attribute[] = [{ location: 3, size: 4, type: 'uint8', at: 0 }]
/** Half the square a mark is drawn in, in icon units: the mark with casing, shadow and badge; with its rings when chosen. */
const REACH = 15
const REACH_EMPHASIS = 22

export function createSpritePass(gl: WebGL2RenderingContext): SpritePass {
  const program = createProgram(gl, SPRITE_VERTEX, SPRITE_FRAGMENT)
  const motionBuffer = gl.createBuffer()
  const lookBuffer = gl.createBuffer()
  const all = gl.createVertexArray()
  const single = gl.createVertexArray()
  let sent: ArrayBuffer | null = null
  let count = 0

  function bind(array: WebGLVertexArrayObject, slot: number) {
    gl.bindVertexArray(array)
    bindInstances(gl, motionBuffer, {
      stride: MOTION_STRIDE,
      attributes: MOTION,
      startByte: slot * MOTION_STRIDE,
    })
    bindInstances(gl, lookBuffer, { stride: LOOK_STRIDE, attributes: LOOK, startByte: slot * LOOK_STRIDE })
  }

  function uploadAll(scene: VehicleScene) {
    sent = scene.motionBytes
    count = scene.motion.count
    gl.bindBuffer(gl.ARRAY_BUFFER, motionBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, scene.motionBytes, gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, lookBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, scene.looks, gl.DYNAMIC_DRAW)
    bind(all, 0)
    gl.bindVertexArray(null)
    scene.dirty.fill(0)
  }

  function uploadRange(scene: VehicleScene, from: number, to: number) {
    const slots = to - from
    const motion = new Uint8Array(scene.motionBytes, from * MOTION_STRIDE, slots * MOTION_STRIDE)
    gl.bindBuffer(gl.ARRAY_BUFFER, motionBuffer)
    gl.bufferSubData(gl.ARRAY_BUFFER, from * MOTION_STRIDE, motion)
    gl.bindBuffer(gl.ARRAY_BUFFER, lookBuffer)
    gl.bufferSubData(
      gl.ARRAY_BUFFER,
      from * LOOK_STRIDE,
      scene.looks.subarray(from * LOOK_STRIDE, to * LOOK_STRIDE),
    )
  }

  function drawOne(slot: number | null, level: number) {
    if (slot === null || slot >= count) return
    bind(single, slot)
    gl.uniform1f(program.uniform('u_forced'), 1)
    gl.uniform1f(program.uniform('u_emphasis'), level)
    gl.uniform1f(program.uniform('u_reach'), REACH_EMPHASIS)
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, 1)
  }

  return {
    upload(scene) {
      if (sent !== scene.motionBytes) return uploadAll(scene)
      const { dirty } = scene
      for (let block = 0; block < dirty.length; block++) {
        if (dirty[block] === 0) continue
        const from = block
        while (block < dirty.length && dirty[block] === 1) dirty[block++] = 0
        uploadRange(scene, from * BLOCK, Math.min(count, block * BLOCK))
      }
    },
    draw(frame, { hovered, selected }) {
      if (count === 0) return
      beginPass(gl, program, frame)
      const { palette } = frame
      gl.uniform3fv(program.uniform('u_status_colors'), statusColors(palette))
      gl.uniform3f(program.uniform('u_paper'), ...palette.paper)
      gl.uniform3f(program.uniform('u_accent'), ...palette.accent)
      gl.uniform3f(program.uniform('u_warning'), ...palette.warning)
      gl.uniform1f(program.uniform('u_bearing'), frame.bearingDeg)
      gl.uniform1f(program.uniform('u_fade'), frame.fade)
      const scale = markScale(frame.zoom)
      for (const matrix of frame.matrices) {
        gl.uniformMatrix4fv(program.uniform('u_matrix'), false, matrix)
        gl.uniform1f(program.uniform('u_scale'), scale)
        gl.uniform1f(program.uniform('u_reach'), REACH)
        gl.uniform1f(program.uniform('u_forced'), 0)
        gl.uniform1f(program.uniform('u_emphasis'), 0)
        gl.bindVertexArray(all)
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count)
        gl.uniform1f(program.uniform('u_scale'), Math.max(0.95, scale))
        if (hovered !== selected) drawOne(hovered, 1)
        drawOne(selected, 2)
      }
      gl.bindVertexArray(null)
    },
    dispose() {
      gl.deleteVertexArray(all)
      gl.deleteVertexArray(single)
      gl.deleteBuffer(motionBuffer)
      gl.deleteBuffer(lookBuffer)
      gl.deleteProgram(program.program)
    },
  }
}

/** Pixels per icon unit: marks grow a little toward the street, where there is room for them. */
export function markScale(zoom: number): number {
  return 0.7 + 0.4 * Math.max(0, Math.min(1, (zoom - 6) / 9))
}
