'use client'

import { useEffect, useRef } from 'react'

export type InboxKeys = {
  step: (by: number) => void
  edge: (at: 'first' | 'last') => void
  open: () => void
  check: () => void
  leave: () => void
  search: () => void
  help: () => void
  acknowledge: () => void
  resolve: () => void
  snooze: () => void
  takeOver: () => void
}

/** The keys of the page, in the order of its help: what the event says, what it does, how it is written. */
const KEYS: readonly [keys: readonly string[], run: (keys: InboxKeys) => void][] = [
  [['j', 'ArrowDown'], ({ step }) => step(1)],
  [['k', 'ArrowUp'], ({ step }) => step(-1)],
  [['Home'], ({ edge }) => edge('first')],
  [['End'], ({ edge }) => edge('last')],
  [['Enter', 'o'], ({ open }) => open()],
  [[' ', 'x'], ({ check }) => check()],
  [['a'], ({ acknowledge }) => acknowledge()],
  [['r'], ({ resolve }) => resolve()],
  [['s'], ({ snooze }) => snooze()],
  [['e'], ({ takeOver }) => takeOver()],
  [['/'], ({ search }) => search()],
  [['?'], ({ help }) => help()],
  [['Escape'], ({ leave }) => leave()],
]

/** Listens on the whole page, but not while somebody types, in a window over the page, or on something with keys of its own. */
export function useInboxKeys(keys: InboxKeys) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return
      if (belongsElsewhere(event)) return
      const found = KEYS.find(([names]) => names.includes(event.key))
      if (found === undefined) return
      event.preventDefault()
      found[1](latest.current)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

const PRESSES = ['Enter', ' ', 'ArrowDown', 'ArrowUp', 'Home', 'End']

function belongsElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('dialog, [role=dialog], [role=menu]') !== null) return true
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true
  if (target.closest('.maplibregl-map') !== null) return true
  // Buttons and links are pressed by these, and a video is wound.
  return PRESSES.includes(key) && target.closest('a, button, summary, video') !== null
}
