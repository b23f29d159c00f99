// Packs small rectangles into a big one, row by row: first a row of the same height, then a new row.

export type Shelves = {
  readonly width: number
  readonly height: number
  /** Top left corner of the place found; null when the big rectangle is full. */
  add(width: number, height: number): { x: number; y: number } | null
}

/** A gap of a unit stays between neighbours, so that linear filtering does not bleed. */
const GAP = 1

export function createShelves(width: number, height: number): Shelves {
  const rows: { y: number; height: number; end: number }[] = []
  let bottom = 0
  return {
    width,
    height,
    add(itemWidth, itemHeight) {
      let row = rows.find(
        (candidate) => candidate.height === itemHeight && candidate.end + itemWidth <= width,
      )
      if (!row) {
        if (bottom + itemHeight > height || itemWidth > width) return null
        row = { y: bottom, height: itemHeight, end: 0 }
        rows.push(row)
        bottom += itemHeight + GAP
      }
      const place = { x: row.end, y: row.y }
      row.end += itemWidth + GAP
      return place
    },
  }
}
