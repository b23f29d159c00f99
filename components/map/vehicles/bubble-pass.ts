// Draws cluster bubbles and their counts; for a moment after regrouping also those that were there before, fading.

import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { type ClusterField, groupsIn } from './cluster-field'
import { beginPass, type Frame, statusColors } from './frame'
import type { View } from './frame-pace'
import { type Attribute, bindInstances, createProgram } from './gl-program'
import { BUBBLE_FRAGMENT, BUBBLE_VERTEX } from './shaders/bubble.glsl'
import type { TextAtlas } from './text-atlas'
import { packPiece, type TextBatch, type TextPass } from './text-pass'
import type { VehicleScene } from './vehicle-scene'

export type BubblePass = {
  /** Packs the scene's groups in a part of the world anew. With `keepOld`, the ones drawn so far stay to fade out. */
  pack(scene: VehicleScene, atlas: TextAtlas, options: { view: View; keepOld: boolean }): void
  draw(frame: Frame, text: TextPass): void
  dispose(): void
}

/** Bytes: x, y, radius as floats and four cumulative shares as bytes. */
const STRIDE = 16
const LAYOUT: readonly Attribute[] = [
  { location: 0, size: 3, type: 'float', at: 0 },
  { location: 1, size: 4, type: 'unorm8', at: 12 },
]
const STATUSES = VEHICLE_STATUSES.length

type Batch = { buffer: WebGLBuffer; array: WebGLVertexArrayObject; count: number; text: TextBatch }

export function createBubblePass(gl: WebGL2RenderingContext, textPass: TextPass): BubblePass {
  const program = createProgram(gl, BUBBLE_VERTEX, BUBBLE_FRAGMENT)
  let now = createBatch()
  let before = createBatch()

  function createBatch(): Batch {
    const buffer = gl.createBuffer()
    const array = gl.createVertexArray()
    gl.bindVertexArray(array)
    bindInstances(gl, buffer, { stride: STRIDE, attributes: LAYOUT })
    gl.bindVertexArray(null)
    return { buffer, array, count: 0, text: textPass.createBatch() }
  }

  function drawBatch(batch: Batch, alpha: number, frame: Frame, text: TextPass) {
    if (batch.count === 0 || alpha <= 0) return
    beginPass(gl, program, frame)
    gl.uniform3fv(program.uniform('u_status_colors'), statusColors(frame.palette))
    gl.uniform3f(program.uniform('u_paper'), ...frame.palette.paper)
    gl.uniform1f(program.uniform('u_alpha'), alpha)
    gl.bindVertexArray(batch.array)
    for (const matrix of frame.matrices) {
      gl.uniformMatrix4fv(program.uniform('u_matrix'), false, matrix)
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, batch.count)
    }
    gl.bindVertexArray(null)
    text.draw(batch.text, frame, alpha)
  }

  return {
    pack(scene, atlas, { view, keepOld }) {
      if (keepOld) [now, before] = [before, now]
      const groups = groupsIn(scene.clusters, view)
      const bytes = new ArrayBuffer(groups.length * STRIDE)
      packGroups(bytes, scene, groups)
      now.count = groups.length
      gl.bindBuffer(gl.ARRAY_BUFFER, now.buffer)
      gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW)
      textPass.fill(now.text, packCounts(scene, groups, atlas))
    },
    draw(frame, text) {
      const rest = 1 - frame.fade
      // Each eases so that the two together hardly let the map through on the way.
      drawBatch(before, 1 - frame.fade * frame.fade, frame, text)
      drawBatch(now, 1 - rest * rest, frame, text)
    },
    dispose() {
      for (const batch of [now, before]) {
        gl.deleteVertexArray(batch.array)
        gl.deleteBuffer(batch.buffer)
        textPass.disposeBatch(batch.text)
      }
      gl.deleteProgram(program.program)
    },
  }
}

/** Radius of a bubble in CSS pixels: a step for each power of ten, so that size is read as "tens" or "hundreds". */
export function bubbleRadiusPx(size: number): number {
  if (size < 10) return 15
  if (size < 100) return 18
  if (size < 1_000) return 21
  return size < 10_000 ? 24 : 27
}

/** A count in at most four characters: 999, 1.2k, 12k, 123k, 1.2M. */
export function shortCount(size: number): string {
  if (size < 1_000) return String(size)
  const [value, letter] = size < 999_500 ? [size / 1_000, 'k'] : [size / 1_000_000, 'M']
  return `${value < 9.95 ? value.toFixed(1).replace('.0', '') : Math.round(value)}${letter}`
}

function packGroups(bytes: ArrayBuffer, { clusters, origin }: VehicleScene, groups: readonly number[]) {
  const floats = new Float32Array(bytes)
  const shares = new Uint8Array(bytes)
  groups.forEach((group, row) => {
    floats[row * 4] = (clusters.x[group] ?? 0) - origin.x
    floats[row * 4 + 1] = (clusters.y[group] ?? 0) - origin.y
    floats[row * 4 + 2] = bubbleRadiusPx(clusters.size[group] ?? 0)
    packShares(shares, row * STRIDE + 12, clusters, group)
  })
}

function packShares(target: Uint8Array, at: number, clusters: ClusterField, group: number) {
  let sum = 0
  for (let status = 0; status < STATUSES - 1; status++) {
    sum += clusters.statusSize[group * STATUSES + status] ?? 0
    target[at + status] = Math.round((sum / (clusters.size[group] ?? 0)) * 255)
  }
}

function packCounts(
  { clusters, origin }: VehicleScene,
  groups: readonly number[],
  atlas: TextAtlas,
): Float32Array {
  const pieces: number[] = []
  for (const group of groups) {
    const cut = atlas.place('count', shortCount(clusters.size[group] ?? 0))
    if (!cut) continue
    const x = (clusters.x[group] ?? 0) - origin.x
    const y = (clusters.y[group] ?? 0) - origin.y
    packPiece(pieces, { path: [x, y, x, y], time: [0, 0], offsetX: 0, offsetY: 0 }, cut)
  }
  return Float32Array.from(pieces)
}
