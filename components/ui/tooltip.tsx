'use client'

import { type ReactNode, useState } from 'react'
import { classNames } from './class-names'

export type TooltipPlacement = 'top' | 'bottom' | 'bottom-start' | 'bottom-end' | 'start' | 'end'

export type TooltipProps = {
  text: string
  shortcut?: string
  placement?: TooltipPlacement
  /** Takes part in layout instead of the child. */
  className?: string
  children: ReactNode
}

/** Repeats an accessible name for the eye, so it is hidden from readers. Shows on hover and keyboard focus; Escape hides it. */
export function Tooltip({ text, shortcut, placement = 'bottom', className, children }: TooltipProps) {
  const [dismissed, setDismissed] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the span listens for its child, it is no control itself.
    <span
      className={classNames('group/tip relative inline-flex', className)}
      onKeyDown={(event) => event.key === 'Escape' && setDismissed(true)}
      onPointerLeave={() => setDismissed(false)}
      onBlur={() => setDismissed(false)}
    >
      {children}
      {dismissed ? null : (
        <span aria-hidden className={classNames(BUBBLE, PLACEMENTS[placement])}>
          {text}
          {shortcut ? <kbd className="ms-1.5 font-sans opacity-70">{shortcut}</kbd> : null}
        </span>
      )}
    </span>
  )
}

const BUBBLE =
  'pointer-events-none invisible absolute z-overlay rounded bg-ink px-2 py-1 text-xs font-medium whitespace-nowrap ' +
  'text-panel opacity-0 transition-[opacity,visibility] duration-100 group-has-focus-visible/tip:visible ' +
  'group-has-focus-visible/tip:opacity-100 pointer-fine:group-hover/tip:visible pointer-fine:group-hover/tip:opacity-100 ' +
  'pointer-fine:group-hover/tip:delay-500 group-active/tip:invisible group-has-aria-expanded/tip:invisible'

const PLACEMENTS: Record<TooltipPlacement, string> = {
  top: 'bottom-full left-1/2 mb-1.5 -translate-x-1/2',
  bottom: 'top-full left-1/2 mt-1.5 -translate-x-1/2',
  'bottom-start': 'start-0 top-full mt-1.5',
  'bottom-end': 'end-0 top-full mt-1.5',
  start: 'end-full top-1/2 me-1.5 -translate-y-1/2',
  end: 'start-full top-1/2 ms-1.5 -translate-y-1/2',
}
