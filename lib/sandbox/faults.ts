// Faults on demand: what the vendor's cloud does on a bad day, switched on by tests and demos.
// This file owns the kinds, where they apply and how often; lib/sandbox/delivery.ts carries them out.

import { z } from 'zod'

const scope = {
  /** A vendor method, or `*` for all. */
  method: z.string().min(1).max(100).default('*'),
  /** Share of the calls that are hit, 0..1. */
  rate: z.number().min(0).max(1).default(1),
  /** Ends by itself after so many hits. */
  times: z.int().min(1).optional(),
}

/** One fault. Posting one of the same kind and method replaces it. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Refuse with this vendor code. */
  z.strictObject({
    kind: z.literal('code'),
    ...scope,
    code: z.int(),
    message: z.string().max(200).optional(),
  }),
  /** Answer with this HTTP status and no JSON, as a proxy does. */
  z.strictObject({ kind: z.literal('http'), ...scope, status: z.int().min(400).max(599).default(503) }),
  /** Answer HTTP 200 with a page instead of JSON. */
  z.strictObject({ kind: z.literal('html'), ...scope }),
  /** Send the first half of the JSON. */
  z.strictObject({ kind: z.literal('half'), ...scope }),
  /** Never answer. */
  z.strictObject({ kind: z.literal('hang'), ...scope }),
  /** Answer late. */
  z.strictObject({ kind: z.literal('slow'), ...scope, ms: z.int().min(0).max(600_000) }),
  /** Cut the connection. */
  z.strictObject({ kind: z.literal('drop'), ...scope }),
  /** Keep the envelope, but give every value of the payload a wrong type. */
  z.strictObject({ kind: z.literal('garbled'), ...scope }),
  /** Send every number of the payload as text, which real nodes do here and there. */
  z.strictObject({ kind: z.literal('numbersAsText'), ...scope }),
  /**
   * Let the device refuse with this inner code (225 time-out, 226, 227, 228 offline, 229, 238, 240, 243, 252 busy, 30010),
   * or with one of the hub's or a scooter's own (300, 400, 600 ...), in the form the method has for that.
   */
  z.strictObject({ kind: z.literal('deviceCode'), ...scope, code: z.int().min(100).max(99_999) }),
  /** Refuse this one of the devices of a call that answers for each by itself. */
  z.strictObject({ kind: z.literal('refuseOne'), ...scope, imei: z.string().regex(/^\d{15}$/) }),
  /** Leave rows out of list answers without a word. */
  z.strictObject({ kind: z.literal('omitRows'), ...scope, rows: z.int().min(1).max(100_000) }),
  /** Move the vendor's clock, ahead when positive. */
  z.strictObject({ kind: z.literal('skewMs'), ...scope, ms: z.int().min(-86_400_000).max(86_400_000) }),
])
export type Fault = z.infer<typeof faultSchema>

export type FaultBoard = {
  list(): readonly Fault[]
  /** Adds a fault, or replaces the one of the same kind and method. */
  set(fault: Fault): void
  clear(): void
  /** The faults that hit this call, in the order they were set; counts them against `times`. */
  draw(method: string): readonly Fault[]
}

/** A board without faults. The shares of `rate` come from the seed, so that a test run can be repeated. */
export function createFaultBoard(seed: number): FaultBoard {
  let entries: { fault: Fault; hitsLeft: number }[] = []
  let random = createRandom(seed)
  const isSame = (a: Fault, b: Fault) => a.kind === b.kind && a.method === b.method
  return {
    list: () => entries.map((entry) => entry.fault),
    set(fault) {
      entries = entries.filter((entry) => !isSame(entry.fault, fault))
      entries.push({ fault, hitsLeft: fault.times ?? Number.POSITIVE_INFINITY })
    },
    clear() {
      entries = []
      random = createRandom(seed)
    },
    draw(method) {
      const hits = entries.filter(
        ({ fault }) => (fault.method === '*' || fault.method === method) && random() < fault.rate,
      )
      for (const hit of hits) hit.hitsLeft -= 1
      entries = entries.filter((entry) => entry.hitsLeft > 0)
      return hits.map((hit) => hit.fault)
    },
  }
}

// Mulberry32: small, fast, and good enough to spread faults.
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
