'use client'

import { useEffect } from 'react'
import type { Player } from '@/lib/client/replay/player'
import type { TrackStory } from '@/lib/domain/track/story'

/** Space plays and pauses, the comma and the full stop step, wherever no field, button or map takes the key. */
export function useReplayKeys(player: Player, track: { story: TrackStory } | null) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (takesKeys(event.target)) return
      if (event.key === ' ') toggle(player)
      else if (event.key === ',' && track) stepFix(player, track.story, -1)
      else if (event.key === '.' && track) stepFix(player, track.story, 1)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [player, track])
}

export function toggle(player: Player): void {
  if (player.isPlaying) player.pause()
  else player.play()
}

/** To the fix before or after the cursor. */
export function stepFix(player: Player, { track }: TrackStory, by: 1 | -1): void {
  player.pause()
  const { atMs } = track.points
  const { cursorMs } = player
  // Good fixes ascend, so the first one past the cursor is the next.
  const next =
    by === 1
      ? track.good.find((index) => (atMs[index] ?? 0) > cursorMs)
      : track.good.findLast((index) => (atMs[index] ?? 0) < cursorMs)
  if (next !== undefined) player.seek(atMs[next] ?? cursorMs)
}

function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element &&
    target.closest('input, select, textarea, button, a, dialog, [role]') !== null
    ? !isPlain(target)
    : false
}

/** The page itself, which takes the focus of the skip link. */
function isPlain(target: Element): boolean {
  return target.id === 'content'
}
