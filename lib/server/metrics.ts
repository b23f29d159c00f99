// Counters and gauges of this process in Prometheus form, and the few verbs that feed them.
// It owns names and labels; what is measured is decided where it happens. Labels never carry tenant data or secrets.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { singleton } from './singleton'

/** How a sign-in attempt ended. */
export type SignInResult = 'ok' | 'refused' | 'throttled' | 'unavailable'

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

/** States whether the database answered when last asked. */
export function setDatabaseUp(up: boolean): void {
  meters().databaseUp.set(up ? 1 : 0)
}

/** Counts one sign-in attempt. */
export function countSignIn(result: SignInResult): void {
  meters().signIns.inc({ result })
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
  return {
    registry,
    lastPollAtMs,
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
    databaseUp: new Gauge({
      name: 'milepost_database_up',
      help: '1 when the database answered last, else 0.',
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
