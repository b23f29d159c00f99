import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet'
export type ButtonSize = 'sm' | 'md' | 'icon' | 'tile'

type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize }

/** A native button: it works before any script has loaded and weighs nothing. */
export function Button({
  variant,
  size,
  className,
  type = 'button',
  ...props
}: ButtonLook & ComponentProps<'button'>) {
  return <button {...props} type={type} className={classNames(buttonClasses({ variant, size }), className)} />
}

/** The look alone, for links and menu triggers that must look like buttons. */
export function buttonClasses({ variant = 'secondary', size = 'md' }: ButtonLook): string {
  return classNames(BASE, VARIANTS[variant], SIZES[size])
}

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded font-medium transition-colors ' +
  'disabled:cursor-default disabled:opacity-50 pointer-coarse:min-h-touch'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary:
    'border border-line bg-panel text-ink hover:border-line-strong hover:bg-sunken aria-pressed:border-accent ' +
    'aria-pressed:bg-accent-soft aria-pressed:text-accent',
  quiet: 'text-muted hover:bg-sunken hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent',
}

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 text-sm',
  md: 'h-8 px-3 text-sm',
  tile: 'h-13 min-w-0 flex-col gap-1! px-1 text-xs',
  icon: 'size-8 pointer-coarse:min-w-touch',
}
