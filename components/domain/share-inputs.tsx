import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

/** A labelled line of text. What is wrong stands under it and is read with it. */
export function ShareInput({
  label,
  hint,
  problem = null,
  isLabelHidden = false,
  className,
  ...input
}: {
  label: string
  hint?: string
  problem?: string | null
  isLabelHidden?: boolean
} & Omit<ComponentProps<'input'>, 'id'>) {
  const id = useId()
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-xs font-medium text-muted'}>
        {label}
      </label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...input}
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        className={classNames(SHARE_CONTROL, problem === null ? 'border-line-strong' : 'border-danger')}
      />
      <p
        id={`${id}-note`}
        aria-live="polite"
        className={classNames('text-xs empty:hidden', problem === null ? 'text-muted' : 'text-danger')}
      >
        {problem ?? hint}
      </p>
    </div>
  )
}

/** A choice that is on or off. */
export function ShareCheck({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: string } & Omit<ComponentProps<'input'>, 'id' | 'type' | 'className'>) {
  const id = useId()
  return (
    <span className="flex min-w-0 flex-col">
      <label className="flex min-h-7 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-touch">
        <input
          {...input}
          type="checkbox"
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          className="size-4 shrink-0 accent-accent"
        />
        {label}
      </label>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="ps-6 text-xs text-muted">
          {hint}
        </span>
      )}
    </span>
  )
}

/** Parts of the dialog that belong together, under a heading. */
export function SharePart({
  title,
  problem = null,
  part,
  children,
}: {
  title: string
  problem?: string | null
  /** The part of the draft, by which a problem finds its place. */
  part?: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" data-part={part} aria-describedby={`${id}-problem`}>
      <legend className="mb-1.5 text-sm font-semibold">{title}</legend>
      {children}
      <p id={`${id}-problem`} aria-live="polite" className="text-xs text-danger empty:hidden">
        {problem}
      </p>
    </fieldset>
  )
}

// 16 px on touch screens, or phones zoom into the field.
export const SHARE_CONTROL =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2.5 text-base text-ink placeholder:text-faint ' +
  'hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'
