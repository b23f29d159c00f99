'use client'

import { Check, Copy, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { buttonClasses } from './button'
import { classNames } from './class-names'

export type CopyButtonProps = {
  /** Read at the moment of copying. */
  getText: () => string
  label: string
  copiedLabel: string
  /** With content it is a button with words, without it an icon. `className` replaces the look of either. */
  children?: ReactNode
  icon?: LucideIcon
  className?: string
}

/** Copies and says so in its own place. Where the clipboard is closed (plain http), it selects nothing and stays silent. */
export function CopyButton({
  getText,
  label,
  copiedLabel,
  children,
  icon: Icon = Copy,
  className,
}: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const Shown = copied ? Check : Icon
  return (
    <button
      type="button"
      title={children ? undefined : label}
      aria-label={children ? undefined : label}
      onClick={() => copyText(getText()).then(setCopied)}
      className={classNames(
        className ?? (children ? buttonClasses({}) : ICON_ONLY),
        copied && 'text-success! hover:text-success!',
      )}
    >
      <Shown aria-hidden className={children ? 'size-4.5' : 'size-3.5'} strokeWidth={1.75} />
      {copied && children ? copiedLabel : children}
      <span role="status" className="sr-only">
        {copied ? copiedLabel : ''}
      </span>
    </button>
  )
}

const SHOWN_MS = 2000
const ICON_ONLY =
  'inline-flex size-6 shrink-0 items-center justify-center rounded text-faint hover:bg-sunken hover:text-ink ' +
  'pointer-coarse:-m-3 pointer-coarse:ms-[-0.625rem] pointer-coarse:size-touch'

async function copyText(text: string): Promise<boolean> {
  if (!navigator.clipboard) return copyBySelection(text)
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  )
}

/** The clipboard API needs https; fleets in closed networks often have only http. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
