'use client'

import { type ComponentProps, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FormFieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  label: string
  /** What is wrong with the value, shown under the field and read with it. */
  problem?: string
  /** A remark under the field that is no error. */
  hint?: string
}

/** A labelled text field that says what is wrong below itself. */
export function FormField({ label, problem, hint, ...input }: FormFieldProps) {
  const id = useId()
  const note = problem ?? hint
  return (
    <div className="flex max-w-md flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={classNames(FIELD, problem ? 'border-danger' : 'border-line-strong hover:border-ink')}
      />
      {note ? (
        <p id={`${id}-note`} className={classNames('text-sm', problem ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      ) : null}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full rounded border bg-panel px-3 text-base text-ink transition-colors placeholder:text-faint ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
