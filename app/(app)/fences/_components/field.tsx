import { type ComponentProps, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FieldProps = {
  label: string
  problem?: string | null
  hint?: string
  className?: string
} & (
  | ({ rows: number } & Omit<ComponentProps<'textarea'>, 'className' | 'rows'>)
  | ({ rows?: undefined } & Omit<ComponentProps<'input'>, 'className'>)
)

/** A labelled field with room for what is wrong with it, read together with it. */
export function Field({ label, problem = null, hint, className, ...control }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? hint
  const common = {
    id,
    'aria-invalid': problem !== null || undefined,
    'aria-describedby': note ? noteId : undefined,
    className: classNames(
      CONTROL,
      problem === null ? 'border-line-strong hover:border-ink' : 'border-danger',
      control.rows === undefined ? 'h-9 pointer-coarse:h-touch' : 'py-1.5 font-mono text-sm',
    ),
  }
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {control.rows === undefined ? (
        <input {...control} {...common} />
      ) : (
        <textarea {...control} {...common} spellCheck={false} />
      )}
      {note ? (
        <p id={noteId} className={classNames('text-sm', problem === null ? 'text-muted' : 'text-danger')}>
          {note}
        </p>
      ) : null}
    </div>
  )
}

const CONTROL =
  'w-full rounded border bg-panel px-2.5 text-base text-ink transition-colors pointer-coarse:text-lg'
