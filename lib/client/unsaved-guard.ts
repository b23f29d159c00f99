'use client'
// Something typed that is not saved, and every way out of the page that would drop it: links, menus, the palette, the browser's
// Back and Forward, closing it.
// What is asked then, and in which words, is the form's own.

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { holdSteps } from './history-steps'

type Go = () => void
let ask: ((go: Go) => void) | null = null

/** Goes, or has the page ask first where something is unsaved. For ways out that are no links. */
export function leaveBy(go: Go): void {
  if (ask === null) go()
  else ask(go)
}

/** Whether something typed on this page is not saved. */
export function hasUnsaved(): boolean {
  return ask !== null
}

/** What of a click says where it leads, and how. */
export type LinkClick = Pick<MouseEvent, 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'> & {
  link: Pick<HTMLAnchorElement, 'href' | 'target'> & { isDownload: boolean }
}

/** Where a click leads within this tab and app, as path and query; null for what leaves this page as it is, or the browser guards. */
export function wayOutOf(click: LinkClick, here: URL): string | null {
  const { link } = click
  if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return null
  if (link.isDownload || (link.target !== '' && link.target !== '_self')) return null
  const to = new URL(link.href, here)
  if (to.origin !== here.origin || to.pathname === here.pathname) return null
  return to.pathname + to.search + to.hash
}

/**
 * While something is unsaved, whoever is about to leave for another page stays first. `isLeaving` is when to ask; `leave` goes on
 * to where they were going, `stay` forgets it. Ways within the page are the page's own to hold.
 */
export function useUnsavedGuard(isDirty: boolean): {
  isLeaving: boolean
  stay: () => void
  leave: () => void
} {
  const router = useRouter()
  const [pending, setPending] = useState<Go | null>(null)
  useEffect(() => {
    if (!isDirty) return
    const hold = (go: Go) => setPending(() => go)
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || link.href === '') return
      const { href, target } = link
      const { button, metaKey, ctrlKey, shiftKey, altKey } = event
      const how = { button, metaKey, ctrlKey, shiftKey, altKey }
      const isDownload = link.hasAttribute('download')
      const way = wayOutOf({ ...how, link: { href, target, isDownload } }, new URL(window.location.href))
      if (way === null) return
      event.preventDefault()
      event.stopPropagation()
      hold(() => router.push(way as Parameters<typeof router.push>[0]))
    }
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    ask = hold
    document.addEventListener('click', onClick, { capture: true })
    window.addEventListener('beforeunload', onUnload)
    const endSteps = holdSteps(hold)
    return () => {
      if (ask === hold) ask = null
      endSteps()
      document.removeEventListener('click', onClick, { capture: true })
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [isDirty, router])
  return {
    isLeaving: pending !== null,
    stay: () => setPending(null),
    leave: () => {
      setPending(null)
      pending?.()
    },
  }
}
