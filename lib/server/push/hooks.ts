// The hook book of this process: which hook a path means, remembered for a few seconds, and whether a token is its. It
// makes no hooks; see data/push-hooks.ts.

import { createHash, timingSafeEqual } from 'node:crypto'
import { findHookByPath, type HookRecord } from '../data/system/push-hooks'
import { singleton } from '../singleton'
import { type SourceCheck, sourceCheck } from './source-addresses'

/** A hook that takes posts, ready to judge them. */
export type Hook = Omit<HookRecord, 'tokenHash' | 'allowedSources'> & {
  mayPost: SourceCheck
  /** Whether a token is the right one, in a time that tells nothing of how wrong it is. Anything but a text is wrong. */
  isToken(token: unknown): boolean
}

/** How long an ended hook may go on in another process than the one it was ended in. */
export const HOOK_FRESH_MS = 5_000
/** Paths remembered at once. Strangers can ask for any number of them, so the oldest make room. */
const MAX_REMEMBERED = 2_000

type Memory = { hook: Promise<Hook | null>; readAtMs: number }

export class HookBook {
  private readonly memories = new Map<string, Memory>()

  constructor(private readonly find: (pathHash: string) => Promise<HookRecord | null>) {}

  /**
   * The hook a path means, or null. Many who ask at once share one look into storage, and a failed look is forgotten.
   * @throws what storage throws.
   */
  findHook(path: string, nowMs: number): Promise<Hook | null> {
    if (!COULD_BE_PATH.test(path)) return Promise.resolve(null)
    const pathHash = sha256(path).toString('hex')
    const known = this.memories.get(pathHash)
    const ageMs = known ? nowMs - known.readAtMs : Number.POSITIVE_INFINITY
    if (known && ageMs >= 0 && ageMs < HOOK_FRESH_MS) return known.hook
    return this.look(pathHash, nowMs)
  }

  /** Forgets a hook by the digest of its path, for it was changed. */
  forget(pathHash: string): void {
    this.memories.delete(pathHash)
  }

  private look(pathHash: string, nowMs: number): Promise<Hook | null> {
    const hook = this.find(pathHash).then((record) => record && toHook(record))
    const memory = { hook, readAtMs: nowMs }
    // Taken out first, so that it goes to the end: the first in the map is the one that was read longest ago.
    this.memories.delete(pathHash)
    this.memories.set(pathHash, memory)
    hook.catch(() => {
      if (this.memories.get(pathHash) === memory) this.memories.delete(pathHash)
    })
    if (this.memories.size > MAX_REMEMBERED) this.dropOldest()
    return hook
  }

  private dropOldest(): void {
    const [oldest] = this.memories.keys()
    if (oldest !== undefined) this.memories.delete(oldest)
  }
}

/** The hook book of this process. */
export function hookBook(): HookBook {
  return singleton('hook-book', () => new HookBook(findHookByPath))
}

/** Any base64url text of 128 bits or more; what cannot be a path is not looked for. */
const COULD_BE_PATH = /^[A-Za-z0-9_-]{22,128}$/

function toHook({ tokenHash, allowedSources, ...record }: HookRecord): Hook {
  const expected = Buffer.from(tokenHash, 'hex')
  return {
    ...record,
    mayPost: sourceCheck(allowedSources),
    isToken: (token) => {
      if (typeof token !== 'string' || token === '') return false
      const given = sha256(token)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}
