// The posts of the live benchmark: a tenth of all vehicles every second, fifty in a post, spread over the second as vehicles
// are; and when which of them was sent.

import type { LiveFleet } from './live-world'
import { MovingFleet, TOLD_EVERY_S } from './moving-fleet'

const ITEMS_A_POST = 50
/** Moments of sending are remembered this long, s. */
const REMEMBERED_S = 180
/** With so many posts unanswered the next ones wait, as the vendor's queue does. */
const MOST_UNANSWERED = 64

export class CrowdPushes {
  pushed = 0
  failures = 0
  /** By second of the fix, then by IMEI: when its post began, ms since epoch. */
  private readonly sentMs = new Map<number, Map<string, number>>()
  private readonly fleets: { target: LiveFleet; moving: MovingFleet }[]
  private unanswered = 0
  private timers: NodeJS.Timeout[] = []
  private second = 0
  private readonly clock: NodeJS.Timeout

  constructor(
    private readonly url: string,
    fleets: readonly LiveFleet[],
  ) {
    this.fleets = fleets.map((target, seed) => ({ target, moving: new MovingFleet(target.imeis, seed) }))
    this.clock = setInterval(() => this.tick(), 20)
  }

  stop(): void {
    clearInterval(this.clock)
    for (const timer of this.timers) clearTimeout(timer)
  }

  /** When the post of this fix began, ms since epoch; undefined for one that nobody posted. */
  sentAt(fixAtS: number, imei: string): number | undefined {
    return this.sentMs.get(fixAtS)?.get(imei)
  }

  private tick(): void {
    const second = Math.floor(Date.now() / 1000)
    if (second === this.second || this.unanswered > MOST_UNANSWERED) return
    this.second = second
    this.sentMs.set(second, new Map())
    for (const old of this.sentMs.keys()) if (old < second - REMEMBERED_S) this.sentMs.delete(old)
    const posts = this.fleets.flatMap(({ target, moving }) => {
      const told = moving.tell(second)
      const count = Math.ceil(told.length / ITEMS_A_POST)
      return Array.from({ length: count }, (_, index) => ({
        target,
        told: told.slice(index * ITEMS_A_POST, (index + 1) * ITEMS_A_POST),
        // The posts of each fleet are spread over the second.
        afterMs: Math.floor((index / count) * 950),
      }))
    })
    this.timers = posts.map((post) => setTimeout(() => void this.post(second, post), post.afterMs))
  }

  private async post(
    second: number,
    { target, told }: { target: LiveFleet; told: ReturnType<MovingFleet['tell']> },
  ): Promise<void> {
    const items = JSON.stringify(told.map(({ item }) => item))
    const body = `token=${encodeURIComponent(target.token)}&data_list=${encodeURIComponent(items)}`
    const sent = this.sentMs.get(second)
    const nowMs = Date.now()
    for (const { imei } of told) sent?.set(imei, nowMs)
    this.unanswered += 1
    const isKept = await postForm(`${this.url}/api/push/${target.path}/pushgps`, body)
    this.unanswered -= 1
    if (isKept) this.pushed += told.length
    else this.failures += 1
  }
}

/** Vehicles that tell where they are in one second. */
export function toldEachSecond(vehicles: number): number {
  return vehicles / TOLD_EVERY_S
}

async function postForm(url: string, body: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(url, { method: 'POST', headers, body })
    const text = await response.text()
    return response.ok && text.includes('"code":0')
  } catch {
    return false
  }
}
