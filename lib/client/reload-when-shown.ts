// A page of an older build reloads by itself when somebody comes back to its tab, unless that would drop what they did there.

import { hasUnsaved } from './unsaved-guard'

export type ReloadWhenShownOptions = {
  reload: () => void
  /** Test seams; the page's own by default. */
  page?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  isBusy?: () => boolean
}

/** Calls `reload` the next time the page is shown and nothing is half done in it, until the returned function is called. */
export function reloadWhenShown({ reload, page = document, isBusy = isHalfDone }: ReloadWhenShownOptions) {
  const onShown = () => {
    if (page.visibilityState === 'visible' && !isBusy()) reload()
  }
  page.addEventListener('visibilitychange', onShown)
  return () => page.removeEventListener('visibilitychange', onShown)
}

let typedAt: string | null = null

/**
 * Remembers on which page something was last typed or chosen, until the returned function is called. Forms that know what is
 * unsaved say so themselves; this is for the others.
 */
export function watchTyping(): () => void {
  const note = () => {
    typedAt = window.location.pathname
  }
  document.addEventListener('input', note, { capture: true })
  return () => document.removeEventListener('input', note, { capture: true })
}

function isHalfDone(): boolean {
  if (hasUnsaved() || typedAt === window.location.pathname) return true
  return document.querySelector('dialog[open], [role="dialog"], video') !== null
}
