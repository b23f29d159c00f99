// Which vehicles stand so close at a zoom that one bubble tells more than many marks.
// Grouping is redone for a zoom or after a while; between, only the counts by status follow, at the cost of what changed.

import type { Slots } from '@/lib/client/live-types'
import { VEHICLE_STATUSES } from '@/lib/domain/vehicle'
import { WORLD_PX } from '../mercator'
import { createCellGrid, fillCellGrid } from './cell-grid'
import { isBetween, type View } from './frame-pace'

const STATUSES = VEHICLE_STATUSES.length

export type ClusterInput = {
  count: number
  /** Unit-square positions; NaN where there is none. */
  x: Float64Array
  y: Float64Array
  status: Uint8Array
  /** 1 shown, 0 filtered away; null shows all. */
  mask: Uint8Array | null
}

export type ClusterField = {
  /** Group of each slot; NO_GROUP when it stands alone, is filtered away or has no position. */
  readonly groupOf: Int32Array
  readonly groupCount: number
  /** By group: weighted centre and members. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly size: Uint32Array
  /** By group and status: `statusSize[group * VEHICLE_STATUSES.length + status]`. */
  readonly statusSize: Uint32Array
  rebuild(input: ClusterInput, zoom: number, radiusPx: number): void
  /** Recounts slots whose status changed. True when any group changed. */
  recount(status: Uint8Array, slots: Slots): boolean
  /** Nobody is grouped. */
  clear(count: number): void
}

export const NO_GROUP = -1

/**
 * How near vehicles must stand to be joined, in a fleet of that many shown ones; null at zooms where each is drawn by
 * itself. From afar bubbles give an overview; nearer, only marks that would cover each other are joined, so that there
 * are never more on a screen than can be told apart.
 */
export function clusterRadiusPx(shown: number, zoom: number): number | null {
  const steps = CLUSTER_RULES.find(({ upTo }) => shown <= upTo)?.steps ?? []
  return steps.find(({ below }) => zoom < below)?.radiusPx ?? null
}

const CLUSTER_RULES = [
  // A small fleet is read mark by mark as early as possible.
  { upTo: 300, steps: [{ below: 9, radiusPx: 26 }] },
  {
    upTo: 3_000,
    steps: [
      { below: 11, radiusPx: 44 },
      { below: 14, radiusPx: 20 },
    ],
  },
  {
    upTo: 20_000,
    steps: [
      { below: 12, radiusPx: 56 },
      { below: 15, radiusPx: 22 },
    ],
  },
  {
    upTo: Number.POSITIVE_INFINITY,
    steps: [
      { below: 13, radiusPx: 60 },
      { below: 16, radiusPx: 24 },
    ],
  },
]

export function createClusterField(): ClusterField {
  const grid = createCellGrid()
  let groupOf = new Int32Array(0)
  let lastStatus = new Uint8Array(0)
  let groupCount = 0
  let x = new Float64Array(0)
  let y = new Float64Array(0)
  let size = new Uint32Array(0)
  let statusSize = new Uint32Array(0)

  function reserve(groups: number) {
    if (x.length >= groups) return
    const room = Math.max(64, groups * 2)
    x = new Float64Array(room)
    y = new Float64Array(room)
    size = new Uint32Array(room)
    statusSize = new Uint32Array(room * STATUSES)
  }

  function clear(count: number) {
    if (groupOf.length < count) groupOf = new Int32Array(count)
    groupOf.fill(NO_GROUP)
    groupCount = 0
  }

  /** Sums the cells of each group; a group of one vehicle is no group. */
  function gather(cellGroup: Int32Array, groups: number) {
    reserve(groups)
    x.fill(0, 0, groups)
    y.fill(0, 0, groups)
    size.fill(0, 0, groups)
    for (let cell = 0; cell < grid.cellCount; cell++) {
      const group = cellGroup[cell] ?? 0
      size[group] = (size[group] ?? 0) + (grid.size[cell] ?? 0)
      x[group] = (x[group] ?? 0) + (grid.sumX[cell] ?? 0)
      y[group] = (y[group] ?? 0) + (grid.sumY[cell] ?? 0)
    }
  }

  /** Packs groups of two and more to the front; `names[old]` is the new number. */
  function pack(groups: number): Int32Array {
    const names = new Int32Array(groups).fill(NO_GROUP)
    groupCount = 0
    for (let group = 0; group < groups; group++) {
      const members = size[group] ?? 0
      if (members < 2) continue
      names[group] = groupCount
      x[groupCount] = (x[group] ?? 0) / members
      y[groupCount] = (y[group] ?? 0) / members
      size[groupCount] = members
      groupCount += 1
    }
    return names
  }

  function rebuild(input: ClusterInput, zoom: number, radiusPx: number) {
    clear(input.count)
    const cellsAcross = (WORLD_PX * 2 ** zoom) / radiusPx
    fillCellGrid(grid, input, cellsAcross)
    const { cellGroup, groups } = mergeCells(grid, cellsAcross)
    gather(cellGroup, groups)
    const names = pack(groups)
    if (lastStatus.length < input.count) lastStatus = new Uint8Array(input.count)
    statusSize.fill(0, 0, groupCount * STATUSES)
    for (let slot = 0; slot < input.count; slot++) {
      const cell = grid.cellOf[slot] ?? 0
      if (cell < 0) continue
      const group = names[cellGroup[cell] ?? 0] ?? 0
      if (group === NO_GROUP) continue
      const status = input.status[slot] ?? 0
      groupOf[slot] = group
      lastStatus[slot] = status
      add(statusSize, group * STATUSES + status, 1)
    }
  }

  function recount(status: Uint8Array, slots: Slots): boolean {
    let changed = false
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] ?? 0
      const group = groupOf[slot] ?? 0
      if (group === NO_GROUP || status[slot] === lastStatus[slot]) continue
      add(statusSize, group * STATUSES + (lastStatus[slot] ?? 0), -1)
      add(statusSize, group * STATUSES + (status[slot] ?? 0), 1)
      lastStatus[slot] = status[slot] ?? 0
      changed = true
    }
    return changed
  }

  return {
    get groupOf() {
      return groupOf
    },
    get groupCount() {
      return groupCount
    },
    get x() {
      return x
    },
    get y() {
      return y
    },
    get size() {
      return size
    },
    get statusSize() {
      return statusSize
    },
    rebuild,
    recount,
    clear,
  }
}

/** The groups whose centres lie in a part of the world, in their order. */
export function groupsIn({ groupCount, x, y }: ClusterField, view: View): number[] {
  const found: number[] = []
  for (let group = 0; group < groupCount; group++) {
    const at = y[group] ?? 0
    if (at < view.north || at > view.south) continue
    if (isBetween(x[group] ?? 0, view.west, view.east)) found.push(group)
  }
  return found
}

function add(counts: Uint32Array, index: number, by: number) {
  counts[index] = (counts[index] ?? 0) + by
}

type Grid = ReturnType<typeof createCellGrid>

/**
 * Joins each cell, fullest first, with those neighbours not yet taken whose centres lie within one cell's width. Cells are
 * as wide as a bubble, so centres that would overlap always lie in neighbouring cells.
 */
function mergeCells(grid: Grid, cellsAcross: number): { cellGroup: Int32Array; groups: number } {
  const cellGroup = new Int32Array(grid.cellCount).fill(NO_GROUP)
  const reach = 1 / cellsAcross
  let groups = 0
  for (const cell of cellsFullestFirst(grid)) {
    if (cellGroup[cell] !== NO_GROUP) continue
    cellGroup[cell] = groups
    const centreX = centre(grid.sumX, grid.size, cell)
    const centreY = centre(grid.sumY, grid.size, cell)
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const other = grid.find((grid.column[cell] ?? 0) + dx, (grid.row[cell] ?? 0) + dy)
        if (other < 0 || cellGroup[other] !== NO_GROUP) continue
        const apartX = centre(grid.sumX, grid.size, other) - centreX
        const apartY = centre(grid.sumY, grid.size, other) - centreY
        if (apartX * apartX + apartY * apartY < reach * reach) cellGroup[other] = groups
      }
    }
    groups += 1
  }
  return { cellGroup, groups }
}

function centre(sum: Float64Array, size: Uint32Array, cell: number): number {
  return (sum[cell] ?? 0) / (size[cell] ?? 0)
}

/** By powers of two, which is order enough and needs no sort. */
function cellsFullestFirst(grid: Grid): Uint32Array {
  const starts = new Uint32Array(33)
  for (let cell = 0; cell < grid.cellCount; cell++) add(starts, Math.clz32(grid.size[cell] ?? 0) + 1, 1)
  for (let i = 1; i < starts.length; i++) add(starts, i, starts[i - 1] ?? 0)
  const order = new Uint32Array(grid.cellCount)
  for (let cell = 0; cell < grid.cellCount; cell++) {
    const bucket = Math.clz32(grid.size[cell] ?? 0)
    order[starts[bucket] ?? 0] = cell
    add(starts, bucket, 1)
  }
  return order
}
