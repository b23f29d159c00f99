import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

type Frame = {
  label: string
  hint?: string
  /** What is wrong, shown under the field and read with it. */
  problem?: string | null
  className?: string
}

type Look = { id: string; 'aria-invalid': boolean; 'aria-describedby': string; className: string }

/** A labelled field of any kind, with what is wrong below it. */
export function Field({
  label,
  hint,
  problem = null,
  className,
  render,
}: Frame & { render: (look: Look) => ReactNode }) {
  const id = useId()
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      {render({
        id,
        'aria-invalid': problem !== null,
        'aria-describedby': `${id}-note`,
        className: classNames(CONTROL, problem === null ? 'border-line-strong' : 'border-danger'),
      })}
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

/** A labelled line of text. */
export function TextField({
  label,
  hint,
  problem,
  className,
  ...input
}: Frame & Omit<ComponentProps<'input'>, 'id' | 'className'>) {
  return (
    <Field
      {...{ label, hint, problem, className }}
      render={(look) => <input autoComplete="off" spellCheck={false} {...input} {...look} />}
    />
  )
}

/** A labelled choice out of a list. */
export function SelectField({
  label,
  hint,
  problem,
  className,
  ...select
}: Frame & Omit<ComponentProps<'select'>, 'id' | 'className'>) {
  return (
    <Field {...{ label, hint, problem, className }} render={(look) => <select {...select} {...look} />} />
  )
}

// 16 px on touch screens, or phones zoom into the field.
const CONTROL =
  'min-h-9 w-full min-w-0 rounded border bg-panel px-2.5 text-base text-ink placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:min-h-touch pointer-coarse:text-lg'
