// A listener that reads frames one after the other and keeps what they say, in plain columns. For tests, measurements
// and other programs; the page's own store (lib/client/live-store.ts) keeps typed arrays instead.

import { type DeltaFrame, emptyStateColumns, type SnapshotFrame, type StateColumns } from './live-frame'
import { STATE_COLUMNS, toPacked, unpackDelta } from './live-packing'

export class LiveFrameReader {
  private state: StateColumns = emptyStateColumns()

  /** What every slot says now; written on by the next frame. */
  get columns(): Readonly<StateColumns> {
    return this.state
  }

  /** The frame of an event in plain columns; what other events carry is answered as JSON.parse reads it. */
  read(event: string, data: string): unknown {
    if (event === 'snapshot') return this.snapshot(data)
    return event === 'delta' ? this.delta(data) : JSON.parse(data)
  }

  snapshot(data: string): SnapshotFrame {
    const frame: SnapshotFrame = JSON.parse(data)
    this.state = structuredClone(frame.state)
    return frame
  }

  delta(data: string): DeltaFrame {
    const { state } = this
    const frame = unpackDelta(JSON.parse(data), (column, slot) => toPacked(state[column][slot] ?? null))
    for (const column of STATE_COLUMNS) write(state[column], frame.slot, frame.state[column])
    return frame
  }
}

function write(to: (number | null)[], slots: readonly number[], from: readonly (number | null)[]): void {
  for (const [row, slot] of slots.entries()) to[slot] = from[row] ?? null
}
