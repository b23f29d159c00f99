// Counters and gauges of this process in Prometheus form, and the few verbs that feed them.
// It owns names and labels; what is measured is decided where it happens. Labels never carry tenant data or secrets.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { singleton } from './singleton'

/** How a sign-in attempt ended. */
export type SignInResult = 'ok' | 'second_step' | 'refused' | 'throttled' | 'unavailable'

/** Counts one vendor call. `code` is the vendor's answer code, or a word for no answer: timeout, unreachable, garbled. */
export function countVendorCall(call: { method: string; code: string | number; durationMs: number }): void {
  const { vendorCalls, vendorCallSeconds } = meters()
  vendorCalls.inc({ method: call.method, code: String(call.code) })
  vendorCallSeconds.observe({ method: call.method }, call.durationMs / 1000)
}

/** Notes that a connection's location poll just succeeded; its age is worked out when metrics are read. */
export function notePollSuccess(connectionId: string, atMs: number = Date.now()): void {
  meters().lastPollAtMs.set(connectionId, atMs)
}

/** Stops reporting a connection's poll age: it rests, or is gone. A resting poll is not an old one. */
export function forgetPoll(connectionId: string): void {
  meters().lastPollAtMs.delete(connectionId)
}

/** States how many listeners /api/live has now. */
export function setLiveListeners(count: number): void {
  meters().liveListeners.set(count)
}

/** Counts one frame encoded for all who listen to a scope. */
export function countEncodedFrame(kind: 'snapshot' | 'delta'): void {
  meters().encodedFrames.inc({ kind })
}

/** States whether live news of other processes come by Redis now. A process that has no Redis never says. */
export function setLiveBusConnected(isConnected: boolean): void {
  meters()
    .liveBusConnected()
    .set(isConnected ? 1 : 0)
}

/** Counts one look into the database for live news of other processes, and why: `away` while Redis is, else `routine`. */
export function countFallbackRead(reason: 'away' | 'routine'): void {
  meters().fallbackReads.inc({ reason })
}

/** States whether the database answered when last asked. */
export function setDatabaseUp(up: boolean): void {
  meters().databaseUp.set(up ? 1 : 0)
}

/** Counts one sign-in attempt. */
export function countSignIn(result: SignInResult): void {
  meters().signIns.inc({ result })
}

/** Counts pushed items. `outcome` is `stored`, or the reason why it went to the rejects. */
export function countPushItem(item: { topic: string; outcome: string; count: number }): void {
  if (item.count > 0) meters().pushItems.inc({ topic: item.topic, outcome: item.outcome }, item.count)
}

/** Notes how one post to the push receiver was answered, and how long that took. */
export function observePushRequest(request: { status: number; durationMs: number }): void {
  meters().pushRequestSeconds.observe({ status: String(request.status) }, request.durationMs / 1000)
}

/** States how much waits to be written of what was pushed. */
export function setPushQueue(items: number): void {
  meters().pushQueue.set(items)
}

/** Everything measured, as Prometheus text with its content type. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  const { registry } = meters()
  return { text: await registry.metrics(), contentType: registry.contentType }
}

function meters() {
  return singleton('metrics', createMeters)
}

function createMeters() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const lastPollAtMs = new Map<string, number>()
  new Gauge({
    name: 'milepost_poll_age_seconds',
    help: 'Seconds since the last good location poll, by connection; absent while polling rests.',
    labelNames: ['connection'] as const,
    registers,
    collect() {
      this.reset()
      for (const [connection, atMs] of lastPollAtMs) this.set({ connection }, (Date.now() - atMs) / 1000)
    },
  })
  let liveBusConnected: Gauge | null = null
  return {
    registry,
    lastPollAtMs,
    liveBusConnected: () => {
      liveBusConnected ??= new Gauge({
        name: 'milepost_live_bus_connected',
        help: '1 while live news cross between processes by Redis, 0 while they are read from the database.',
        registers,
      })
      return liveBusConnected
    },
    fallbackReads: new Counter({
      name: 'milepost_live_fallback_reads_total',
      help: 'Looks into the database for live news of other processes: away while there is no Redis, routine else.',
      labelNames: ['reason'] as const,
      registers,
    }),
    vendorCalls: new Counter({
      name: 'milepost_vendor_calls_total',
      help: 'Calls to the vendor, by method and answer code.',
      labelNames: ['method', 'code'] as const,
      registers,
    }),
    vendorCallSeconds: new Histogram({
      name: 'milepost_vendor_call_seconds',
      help: 'How long vendor calls took, by method.',
      labelNames: ['method'] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 300],
      registers,
    }),
    liveListeners: new Gauge({
      name: 'milepost_live_listeners',
      help: 'Open live streams of this process.',
      registers,
    }),
    encodedFrames: new Counter({
      name: 'milepost_live_encoded_frames_total',
      help: 'Frames encoded for live streams: one for all who listen to a scope and stand at the same frame.',
      labelNames: ['kind'] as const,
      registers,
    }),
    databaseUp: new Gauge({
      name: 'milepost_database_up',
      help: '1 when the database answered last, else 0.',
      registers,
    }),
    pushItems: new Counter({
      name: 'milepost_push_items_total',
      help: 'Items the vendor pushed, by topic and by what became of them: stored, or why not.',
      labelNames: ['topic', 'outcome'] as const,
      registers,
    }),
    pushRequestSeconds: new Histogram({
      name: 'milepost_push_request_seconds',
      help: 'How long posts to the push receiver took, by the status they were answered with.',
      labelNames: ['status'] as const,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    pushQueue: new Gauge({
      name: 'milepost_push_queue_items',
      help: 'Pushed items that wait to be written.',
      registers,
    }),
    signIns: new Counter({
      name: 'milepost_sign_ins_total',
      help: 'Sign-in attempts, by result.',
      labelNames: ['result'] as const,
      registers,
    }),
  }
}
