'use client'

import { createContext, type ReactNode, Suspense, useState } from 'react'

export type MenuOpenerProps = {
  trigger: ReactNode
  triggerClassName: string
  triggerLabel?: string
  /** What opens. */
  popup?: 'menu' | 'dialog'
  /** Fetches the script of the menu; called when somebody is about to open it. */
  preload: () => Promise<unknown>
  /** The lazy menu with its own trigger of the same look. It opens as it appears. */
  children: ReactNode
}

/** Stands in for a menu until it is first asked for, so that its script is not part of the page. */
export function MenuOpener({
  trigger,
  triggerClassName,
  triggerLabel,
  popup = 'menu',
  preload,
  children,
}: MenuOpenerProps) {
  const [opened, setOpened] = useState(false)
  const warmUp = () => void preload().catch(() => undefined)
  const button = (
    <button
      type="button"
      aria-haspopup={popup}
      aria-expanded={opened}
      aria-label={triggerLabel}
      className={triggerClassName}
      onPointerEnter={warmUp}
      onFocus={warmUp}
      onClick={() => setOpened(true)}
    >
      {trigger}
    </button>
  )
  if (!opened) return button
  return (
    <OpenAtOnceContext value={true}>
      <Suspense fallback={button}>{children}</Suspense>
    </OpenAtOnceContext>
  )
}

/** True inside a MenuOpener: the click that brought the menu also opens it. */
export const OpenAtOnceContext = createContext(false)
