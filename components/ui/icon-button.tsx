'use client'

import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonVariant, buttonClasses } from './button'
import { classNames } from './class-names'
import { Tooltip, type TooltipPlacement } from './tooltip'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  icon: LucideIcon
  /** Names the button for everyone: spoken by readers, shown as its tooltip. */
  label: string
  /** A key that does the same, shown behind the label. */
  shortcut?: string
  variant?: ButtonVariant
  tooltip?: TooltipPlacement
  /** Takes part in layout instead of the button. */
  wrapperClassName?: string
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  variant = 'quiet',
  tooltip,
  wrapperClassName,
  ...props
}: IconButtonProps) {
  const look = buttonClasses({ variant, size: 'icon' })
  return (
    <Tooltip text={label} shortcut={shortcut} placement={tooltip} className={wrapperClassName}>
      <button
        {...props}
        type="button"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        className={classNames(look, props.className)}
      >
        <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      </button>
    </Tooltip>
  )
}
