import { type ComponentProps, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

type FieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  label: string
  /** What is wrong, shown under the field and read with it. */
  problem?: string | null
  hint?: string
}

/** A line of text with its label, and what is wrong with it. */
export function Field({ label, problem, hint, ...input }: FieldProps) {
  const id = useId()
  const isWrong = problem !== null && problem !== undefined
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={isWrong}
        aria-describedby={`${id}-note`}
        className={classNames(FIELD, isWrong ? 'border-danger' : 'border-line-strong')}
      />
      <p
        id={`${id}-note`}
        aria-live="polite"
        className={classNames('text-sm empty:hidden', isWrong ? 'text-danger' : 'text-muted')}
      >
        {problem ?? hint}
      </p>
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border bg-panel px-3 text-base text-ink hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'
