// The open pages of share links in this process: one room for each link, encoded once for all its viewers, fed from the live
// hub, judged again every few seconds. It knows neither HTTP nor how a link is found.

import { setInterval as every } from 'node:timers'
import { addressKey } from '../address-key'
import { live } from '../live/live'
import type { LivePort } from '../live/tenant-room'
import { log } from '../log'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import { chunked } from '../sql'
import { findLinksAgain, type JudgedLink } from './links'
import { readMeanSpeeds } from './readings'
import { ShareRoom } from './room'
import { keepSeats } from './seats'

/** A link is looked at again this often, so that one that was revoked anywhere is closed everywhere within 5 s. */
export const JUDGE_EVERY_MS = 2_000
/** A room nobody looks at any more is kept this long, for who reloads the page. */
const KEEP_EMPTY_MS = 20_000

/** Mean speeds of ten minutes do not change faster than this. */
const SPEEDS_EVERY_MS = 10_000
const SPEEDS_AT_ONCE = 4

/** Open streams of one link in this process; a stream costs little, but not nothing. */
export const STREAMS_PER_LINK = 1_000
/** Open streams of one network address (IPv6: one /64) in this process: a whole office or a mobile network may be behind one. */
export const STREAMS_PER_ADDRESS = 200

/** There are as many streams as there may be. */
export class TooManyStreams extends Error {
  constructor() {
    super('too many open streams')
  }
}

export type DeskOptions = {
  now: () => number
  observe: (tenantId: string, room: ShareRoom) => Promise<() => void>
}

/** The desk of this process, made and started at the first call. */
export function shareDesk(): ShareDesk {
  return singleton('share-desk', () => {
    const desk = new ShareDesk({
      now: () => Date.now(),
      observe: (tenantId, room) => live().hub.observe(tenantId, room),
    })
    desk.start()
    return desk
  })
}

/** Tells the desk of this process, if there is one, that a link was changed here. Others find out by looking. */
export function noteShareChanged(linkId: string): void {
  const desk = findSingleton<ShareDesk>('share-desk')
  void desk?.judgeAll(linkId)
}

/** Ends all pages of this process, if there ever were any. */
export function stopShareDesk(): void {
  findSingleton<ShareDesk>('share-desk')?.stop()
  forgetSingleton('share-desk')
}

export class ShareDesk {
  private readonly rooms = new Map<string, { room: ShareRoom; unwatch: Promise<() => void> }>()
  private timer: NodeJS.Timeout | null = null
  private isLooking = false
  private isReadingSpeeds = false
  private readonly streamsOf = new Map<string, number>()

  constructor(private readonly options: DeskOptions) {}

  /** Begins to judge by the clock. Tests call `judgeAll` themselves instead. */
  start(): void {
    this.timer ??= every(() => {
      // A look that takes long is not followed by a queue of others.
      if (!this.isLooking) void this.judgeAll()
    }, JUDGE_EVERY_MS).unref()
  }

  get roomCount(): number {
    return this.rooms.size
  }

  /**
   * Lets a viewer in: they are told how the link stands, what it shows, and from then on what changes.
   * @throws TooManyStreams when the link, or the network address, has as many as there may be.
   */
  async join(
    link: JudgedLink,
    { port, viewerKey, ...from }: { port: LivePort; viewerKey: string | null; address: string | null },
  ): Promise<{ drained(): void; leave(): void }> {
    const address = addressKey(from.address)
    if (address !== null && (this.streamsOf.get(address) ?? 0) >= STREAMS_PER_ADDRESS)
      throw new TooManyStreams()
    const room = await this.roomOf(link)
    if (room.viewerCount >= STREAMS_PER_LINK) throw new TooManyStreams()
    const giveBack = this.count(address)
    // A stream that is ended here is never left by its reader.
    const end = () => {
      giveBack()
      port.end()
    }
    const viewer = room.add(
      { hasRoom: () => port.hasRoom(), send: (chunk) => port.send(chunk), end },
      viewerKey,
    )
    return {
      drained: () => room.deliver(viewer),
      leave: () => {
        room.remove(viewer)
        end()
      },
    }
  }

  /** Looks again at the links somebody has open, or at one of them without waiting for others. Never throws. */
  async judgeAll(linkId?: string): Promise<void> {
    const rooms = [...this.rooms.values()].map(({ room }) => room)
    if (linkId !== undefined) return this.judge(rooms.filter(({ id }) => id === linkId))
    this.isLooking = true
    await this.judge(rooms)
    this.isLooking = false
    await this.refreshSpeeds()
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
    for (const { room } of this.rooms.values()) this.drop(room)
  }

  private async judge(rooms: readonly ShareRoom[]): Promise<void> {
    const nowMs = this.options.now()
    const isUnused = ({ isOver, emptySinceMs }: ShareRoom) =>
      isOver || (emptySinceMs !== null && nowMs - emptySinceMs > KEEP_EMPTY_MS)
    for (const room of rooms) if (isUnused(room)) this.drop(room)
    const open = rooms.filter((room) => !isUnused(room))
    if (open.length === 0) return
    try {
      const links = await findLinksAgain(
        open.map(({ link }) => link),
        nowMs,
      )
      for (const room of open) {
        room.take(links.get(room.id) ?? null, nowMs)
        if (room.isOver) this.drop(room)
      }
      await this.keepSeats(open)
    } catch (error) {
      // What cannot be judged is not shown for long, see ShareRoom.
      log.warn({ err: error }, 'share links could not be judged')
    }
  }

  private async keepSeats(rooms: readonly ShareRoom[]): Promise<void> {
    const held = rooms.filter(({ isOver }) => !isOver)
    const lost = await keepSeats(held.map(({ link, viewerKeys }) => ({ link, viewerKeys })))
    for (const room of held) room.unseat(lost.get(room.id) ?? [])
  }

  /** Arrival times may be a little late; closing a link may not, so this goes by itself. */
  private async refreshSpeeds(): Promise<void> {
    if (this.isReadingSpeeds) return
    this.isReadingSpeeds = true
    const nowMs = this.options.now()
    const rooms = [...this.rooms.values()].map(({ room }) => room)
    const due = rooms.filter(
      ({ link, speedsReadMs }) => link.state === 'active' && nowMs - speedsReadMs >= SPEEDS_EVERY_MS,
    )
    try {
      for (const some of chunked(due, SPEEDS_AT_ONCE))
        await Promise.all(some.map(async (room) => room.takeSpeeds(await readMeanSpeeds(room.link, nowMs))))
    } catch (error) {
      log.warn({ err: error }, 'mean speeds of share links could not be read')
    } finally {
      this.isReadingSpeeds = false
    }
  }

  /** Counts a stream of an address; the answer gives it back, once. */
  private count(address: string | null): () => void {
    if (address === null) return () => undefined
    this.streamsOf.set(address, (this.streamsOf.get(address) ?? 0) + 1)
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      const left = (this.streamsOf.get(address) ?? 1) - 1
      if (left > 0) this.streamsOf.set(address, left)
      else this.streamsOf.delete(address)
    }
  }

  private async roomOf(link: JudgedLink): Promise<ShareRoom> {
    const known = this.rooms.get(link.id)
    if (known !== undefined && !known.room.isOver) {
      await known.unwatch
      known.room.take(link)
      return known.room
    }
    const room = new ShareRoom(link, this.options.now)
    const unwatch = this.options.observe(link.tenantId, room)
    this.rooms.set(link.id, { room, unwatch })
    unwatch.catch(() => this.rooms.delete(link.id))
    await unwatch
    return room
  }

  private drop(room: ShareRoom): void {
    const known = this.rooms.get(room.id)
    this.rooms.delete(room.id)
    room.end()
    known?.unwatch.then((leave) => leave()).catch(() => undefined)
  }
}
