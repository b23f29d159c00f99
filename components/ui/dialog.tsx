'use client'

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names'

export type DialogProps = {
  title: string
  onClose: () => void
  /** A click beside it or Escape closes it too, unless what it shows must not be lost by accident. */
  isHeld?: boolean
  className?: string
  children: ReactNode
}

/** A window over the page, open as long as it is rendered. The browser's own dialog keeps focus and keyboard inside. */
export function Dialog({ title, onClose, isHeld = false, className, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Before it leaves the page, or the browser would not give the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it by Escape, which the browser turns into `cancel`.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isHeld) onClose()
      }}
      onClose={(event) => {
        // Chrome lets `cancel` be prevented once only, and closes at the second Escape whatever is said.
        const dialog = event.currentTarget
        if (event.target !== dialog || dialog.open || !dialog.isConnected) return
        if (isHeld) dialog.showModal()
        else onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && !isHeld) onClose()
      }}
      className={classNames(DIALOG, className)}
    >
      <div className="flex max-h-[inherit] flex-col gap-3 overflow-y-auto p-5">
        <h2 id={titleId} className="text-lg font-semibold">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}

const DIALOG =
  'm-auto max-h-[calc(100dvh-2rem)] w-[min(40rem,calc(100vw-2rem))] rounded-xl bg-raised p-0 text-ink shadow-overlay ' +
  'backdrop:bg-scrim'
