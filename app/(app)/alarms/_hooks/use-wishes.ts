'use client'

import { useState } from 'react'
import type { AlarmStepKind } from '@/lib/domain/alarm-inbox'
import { MAX_CHOSEN } from '@/lib/domain/alarm-inbox-limits'
import type { AlarmStepRequest, AlarmTarget, InboxAlarm } from '@/lib/domain/api/alarm-inbox'
import type { TakeStep } from './use-steps'

/** A step as somebody asks for it; some need a window first. `takeOver` is assigning to oneself. */
export type StepWish = Exclude<AlarmStepKind, 'note' | 'unassign'> | 'takeOver'

/** The window that is open, and which alarms it is about. `count` is null for all that fit. */
export type OpenWish = {
  wish: 'resolve' | 'snooze' | 'assign'
  target: AlarmTarget
  count: number | null
  /** It was tried and not done, and the person was told why: they know of changes in between. */
  isTold: boolean
}

/** What is wished for, at once or after a window has been filled in. */
export function useWishes({ take, me }: { take: TakeStep; me: string | undefined }) {
  const [open, setOpen] = useState<OpenWish | null>(null)
  const wish = async (wanted: StepWish, target: AlarmTarget): Promise<boolean> => {
    if (wanted === 'resolve' || wanted === 'snooze' || wanted === 'assign') {
      setOpen({
        wish: wanted,
        target,
        count: 'chosen' in target ? target.chosen.length : null,
        isTold: false,
      })
      return false
    }
    if (wanted !== 'takeOver') return take(target, { kind: wanted })
    return me === undefined ? false : take(target, { kind: 'assign', assigneeId: me })
  }
  /** `known` are the alarms as they are shown now. */
  const fulfil = async (step: AlarmStepRequest, known: readonly InboxAlarm[]): Promise<boolean> => {
    if (open === null) return false
    const isDone = await take(open.isTold ? asShown(open.target, known) : open.target, step)
    if (!isDone) setOpen((now) => now && { ...now, isTold: true })
    return isDone
  }
  return { open, wish, fulfil, close: () => setOpen(null) }
}

/** The same alarms in the versions that are shown now; of one that is not, the one that was. */
function asShown(target: AlarmTarget, known: readonly InboxAlarm[]): AlarmTarget {
  if (!('chosen' in target)) return target
  const versions = new Map(known.map(({ id, version }) => [id, version]))
  return { chosen: target.chosen.map(({ id, version }) => ({ id, version: versions.get(id) ?? version })) }
}

/** These alarms as they are shown now, so that a change one has not seen is not overwritten. */
export function targetOf(alarms: readonly InboxAlarm[]): AlarmTarget | null {
  if (alarms.length === 0) return null
  return { chosen: alarms.slice(0, MAX_CHOSEN).map(({ id, version }) => ({ id, version })) }
}
