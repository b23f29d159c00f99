// Motion between fixes: a vehicle moves from where it is drawn to where it was found, over about the time between two fixes.

export type Place = { lat: number; lng: number }

const SHORTEST_MS = 600
const LONGEST_MS = 12_000
/** Further than this in one go it is set down: no vehicle drove there between two fixes. About 5 km. */
const JUMP_DEG = 0.05

export class Glide {
  private from: Place
  private goal: Place
  private startMs = 0
  private lengthMs = SHORTEST_MS
  private setMs: number | null = null

  /** Who wishes for less motion has vehicles set down where they were found. */
  constructor(
    start: Place,
    private readonly isCalm: () => boolean = () => false,
  ) {
    this.from = start
    this.goal = start
  }

  /** Begins to move there; false when that is where it goes already. */
  to(goal: Place, nowMs: number): boolean {
    const isFirst = this.setMs === null
    if (!isFirst && goal.lat === this.goal.lat && goal.lng === this.goal.lng) return false
    const { at } = this.at(nowMs)
    const isFar = Math.abs(goal.lat - at.lat) > JUMP_DEG || Math.abs(goal.lng - at.lng) > JUMP_DEG
    const sinceMs = this.setMs === null ? 0 : nowMs - this.setMs
    this.from = isFar || this.isCalm() ? goal : at
    this.goal = goal
    this.startMs = nowMs
    this.lengthMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, sinceMs))
    this.setMs = nowMs
    return true
  }

  /** Where it is drawn at a moment. */
  at(nowMs: number): { at: Place; isDone: boolean } {
    const part = Math.min(1, Math.max(0, (nowMs - this.startMs) / this.lengthMs))
    const between = (a: number, b: number) => a + (b - a) * part
    return {
      at: { lat: between(this.from.lat, this.goal.lat), lng: between(this.from.lng, this.goal.lng) },
      isDone: part >= 1,
    }
  }
}
