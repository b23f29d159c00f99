import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

type Frame = {
  label: string
  hint?: string
  /** What is wrong, shown under the field and read with it. */
  problem?: string | null
  className?: string
}

/** A labelled line of text, with its unit behind it. */
export function TextInput({
  label,
  hint,
  problem = null,
  className,
  unit,
  ...input
}: Frame & { unit?: string } & Omit<ComponentProps<'input'>, 'id' | 'className'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem} className={className}>
      <span className="flex items-center gap-1.5">
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note${unit ? ` ${id}-unit` : ''}`}
          className={classNames(
            CONTROL,
            'h-9 pointer-coarse:h-touch',
            problem === null ? 'border-line-strong' : 'border-danger',
          )}
        />
        {unit ? (
          <span id={`${id}-unit`} className="shrink-0 text-sm text-muted">
            {unit}
          </span>
        ) : null}
      </span>
    </Framed>
  )
}

/** A labelled text of several lines. */
export function TextArea({
  label,
  hint,
  problem = null,
  className,
  ...area
}: Frame & Omit<ComponentProps<'textarea'>, 'id' | 'className'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem} className={className}>
      <textarea
        rows={2}
        spellCheck={false}
        {...area}
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        className={classNames(CONTROL, 'py-1.5', problem === null ? 'border-line-strong' : 'border-danger')}
      />
    </Framed>
  )
}

/** A labelled choice out of a list. */
export function SelectInput({
  label,
  hint,
  problem = null,
  className,
  ...select
}: Frame & Omit<ComponentProps<'select'>, 'id' | 'className'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem} className={className}>
      <select
        {...select}
        id={id}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        className={classNames(CONTROL, 'h-9 border-line-strong pointer-coarse:h-touch')}
      />
    </Framed>
  )
}

/** A choice that is on or off, with why it may not be. */
export function CheckInput({
  label,
  hint,
  problem = null,
  ...input
}: Frame & Omit<ComponentProps<'input'>, 'id' | 'type' | 'className'>) {
  const id = useId()
  return (
    <span className="flex min-w-0 flex-col">
      <label className="flex min-h-6 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-touch">
        <input
          {...input}
          id={id}
          type="checkbox"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note`}
          className="size-4 shrink-0 accent-accent"
        />
        {label}
      </label>
      <Note id={id} hint={hint} problem={problem} />
    </span>
  )
}

function Framed({
  id,
  label,
  hint,
  problem,
  className,
  children,
}: Frame & { id: string; children: ReactNode }) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      {children}
      <Note id={id} hint={hint} problem={problem ?? null} />
    </div>
  )
}

function Note({ id, hint, problem }: { id: string; hint?: string; problem: string | null }) {
  return (
    <p
      id={`${id}-note`}
      aria-live="polite"
      className={classNames('text-xs empty:hidden', problem === null ? 'text-muted' : 'text-danger')}
    >
      {problem ?? hint}
    </p>
  )
}

// 16 px on touch screens, or phones zoom into the field.
export const CONTROL =
  'w-full min-w-0 rounded border bg-panel px-2.5 text-base text-ink placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:text-lg'
