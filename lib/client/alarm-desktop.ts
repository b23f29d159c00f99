// Notices of the desktop for alarms that come while nobody looks at the page. Off until somebody wants them; the browser asks
// once whether it may. For closed tabs there is web push.

import { keep, recall } from './keepsake'

/** `denied`: the browser was told no, and only its own settings change that. */
export type DesktopState = 'unsupported' | 'denied' | 'off' | 'on'

export type DesktopNotice = { id: string; title: string; body: string; onOpen: () => void }

export type DesktopNotices = {
  get(): DesktopState
  subscribe(listener: () => void): () => void
  /** Call it within a click, so that the browser asks. */
  setWanted(isWanted: boolean): Promise<void>
  /** Shows it if it is wanted and the page is out of sight. The same id is shown once, also from several tabs. */
  show(notice: DesktopNotice): void
}

const KEY = 'milepost-alarm-desktop'

type Api = Pick<typeof Notification, 'permission' | 'requestPermission'> &
  (new (
    title: string,
    options?: NotificationOptions,
  ) => Pick<Notification, 'onclick' | 'close'>)

/** The notices of this page. `api` and `isHidden` are test seams. */
export function createDesktopNotices({
  api = typeof Notification === 'undefined' ? null : Notification,
  isHidden = () => document.visibilityState === 'hidden',
}: {
  api?: Api | null
  isHidden?: () => boolean
} = {}): DesktopNotices {
  const listeners = new Set<() => void>()
  let isWanted = recall(KEY) === 'on'
  let state = stateNow()

  function stateNow(): DesktopState {
    if (api === null) return 'unsupported'
    if (api.permission === 'denied') return 'denied'
    return isWanted && api.permission === 'granted' ? 'on' : 'off'
  }

  function settle() {
    const next = stateNow()
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    async setWanted(wanted) {
      isWanted = wanted
      keep(KEY, wanted ? 'on' : 'off')
      if (wanted && api !== null && api.permission === 'default') await api.requestPermission()
      settle()
    },
    show({ id, title, body, onOpen }) {
      settle()
      if (state !== 'on' || api === null || !isHidden()) return
      try {
        const notice = new api(title, { body, tag: id, icon: '/icons/apple-touch-icon.png' })
        notice.onclick = () => {
          window.focus()
          onOpen()
          notice.close()
        }
      } catch {
        // Phones have the name but not the thing: the alarm still shows in the page.
      }
    },
  }
}
