import { expect, test } from 'vitest'
import { packNumbers, packSlots, STATE_COLUMNS } from '@/lib/domain/live-packing'
import { sseEvent } from '@/lib/server/live/sse'
import { CrowdFrames, readNaive } from './crowd-frames'

const FIX_S = 1_800_000_000
const EPOCH = 'abcdef012345'

function snapshot() {
  const imei = ['1', '2']
  const state = { fixAt: [FIX_S, FIX_S] }
  return sseEvent('snapshot', JSON.stringify({ at: 0, roster: { imei }, state }), `${EPOCH}-0`)
}

/** Both vehicles told again, so many seconds later. */
function delta(seq: number, seconds: readonly number[]) {
  const zeros = Object.fromEntries(STATE_COLUMNS.map((name) => [name, '']))
  const fixAt = packNumbers(seconds)
  const frame = { at: 0, base: 'before', slot: packSlots([0, 1]), state: { ...zeros, fixAt } }
  return sseEvent('delta', JSON.stringify(frame), `${EPOCH}-${seq}`)
}

test('positions of a frame are those that were pushed, told apart by when', () => {
  const sent = new Map([
    [`${FIX_S + 10} 1`, 100],
    [`${FIX_S + 12} 2`, 200],
    [`${FIX_S + 20} 1`, 300],
  ])
  const frames = new CrowdFrames((fixAtS, imei) => sent.get(`${fixAtS} ${imei}`))
  frames.read(Buffer.from(snapshot()))
  const first = Buffer.from(delta(1, [10, 12]))
  expect(frames.read(first)).toEqual({
    positions: 2,
    sent: [
      { sentMs: 100, positions: 1 },
      { sentMs: 200, positions: 1 },
    ],
  })
  expect(frames.read(Buffer.from(delta(2, [10, 1]))).sent).toEqual([
    { sentMs: 300, positions: 1 },
    { sentMs: undefined, positions: 1 },
  ])
})

test('a frame that many get is counted once', () => {
  const frames = new CrowdFrames(() => 1)
  frames.read(Buffer.from(snapshot()))
  const bytes = Buffer.from(delta(1, [10, 12]))
  for (let client = 0; client < 3; client += 1) expect(frames.read(bytes).positions).toBe(2)
  expect(frames.counts).toMatchObject({ frames: 1, positions: 2, bytes: bytes.length })
})

test('a message of the baseline is one position', () => {
  const message = 'data: {"positions":[{"imei":"7","fixTime":"2027-01-15T08:00:00.000+00:00","id":1}]}\n\n'
  // 2027-01-15T08:00:00Z is 1,800,000,000 s since epoch.
  const sentAt = (fixAtS: number, imei: string) => (fixAtS === FIX_S && imei === '7' ? 42 : undefined)
  expect(readNaive(Buffer.from(message), sentAt)).toEqual({
    positions: 1,
    sent: [{ sentMs: 42, positions: 1 }],
  })
})
