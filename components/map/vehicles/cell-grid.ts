// A sparse grid over the unit square that sums positions by cell: a hash table in typed arrays, reused between fills.

export type CellGrid = {
  cellCount: number
  /** By cell. */
  column: Int32Array
  row: Int32Array
  size: Uint32Array
  sumX: Float64Array
  sumY: Float64Array
  /** By slot; -1 when the slot is not in the grid. */
  cellOf: Int32Array
  /** The cell at that place, or -1. */
  find(column: number, row: number): number
  /** The cell at that place, made when missing. */
  claim(column: number, row: number): number
  reset(slots: number): void
}

export type GridInput = { count: number; x: Float64Array; y: Float64Array; mask: Uint8Array | null }

export function createCellGrid(): CellGrid {
  let table = new Int32Array(0)
  const grid: CellGrid = {
    cellCount: 0,
    column: new Int32Array(0),
    row: new Int32Array(0),
    size: new Uint32Array(0),
    sumX: new Float64Array(0),
    sumY: new Float64Array(0),
    cellOf: new Int32Array(0),
    find: (column, row) => table[probe(column, row)] ?? 0,
    claim(column, row) {
      const at = probe(column, row)
      const known = table[at] ?? 0
      if (known >= 0) return known
      const made = grid.cellCount++
      table[at] = made
      grid.column[made] = column
      grid.row[made] = row
      grid.size[made] = 0
      grid.sumX[made] = 0
      grid.sumY[made] = 0
      return made
    },
    reset(slots) {
      grid.cellCount = 0
      if (grid.cellOf.length < slots) {
        grid.column = new Int32Array(slots)
        grid.row = new Int32Array(slots)
        grid.size = new Uint32Array(slots)
        grid.sumX = new Float64Array(slots)
        grid.sumY = new Float64Array(slots)
        grid.cellOf = new Int32Array(slots)
        // At most half full, so that probes stay short.
        table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, slots * 2))))
      }
      table.fill(-1)
    },
  }

  function probe(column: number, row: number): number {
    const last = table.length - 1
    let at = (Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663)) & last
    for (;;) {
      const cell = table[at] ?? 0
      if (cell < 0 || (grid.column[cell] === column && grid.row[cell] === row)) return at
      at = (at + 1) & last
    }
  }

  return grid
}

/** Puts every shown position into its cell; `cellsAcross` cells span the world. */
export function fillCellGrid(grid: CellGrid, { count, x, y, mask }: GridInput, cellsAcross: number) {
  grid.reset(count)
  for (let slot = 0; slot < count; slot++) {
    const px = x[slot] ?? 0
    const py = y[slot] ?? 0
    if ((mask !== null && mask[slot] === 0) || Number.isNaN(px)) {
      grid.cellOf[slot] = -1
      continue
    }
    const cell = grid.claim(Math.floor(px * cellsAcross), Math.floor(py * cellsAcross))
    grid.cellOf[slot] = cell
    grid.size[cell] = (grid.size[cell] ?? 0) + 1
    grid.sumX[cell] = (grid.sumX[cell] ?? 0) + px
    grid.sumY[cell] = (grid.sumY[cell] ?? 0) + py
  }
}
