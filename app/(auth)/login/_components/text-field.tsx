import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

export type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'className'> & {
  label: string
  /** What is wrong, shown under the field and read with it. */
  problem?: string
  /** A remark under the field that is no error. */
  hint?: string
  /** Stands inside the field at its end; leave `endPadding` for it. */
  end?: ReactNode
}

export function TextField({ label, problem, hint, end, ...input }: TextFieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? hint
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={problem !== undefined}
          aria-describedby={note ? noteId : undefined}
          className={classNames(
            'h-11 w-full rounded border bg-panel px-3 text-lg text-ink transition-colors sm:text-base',
            problem ? 'border-danger' : 'border-line-strong hover:border-ink',
            end !== undefined && 'pe-12',
          )}
        />
        {end}
      </div>
      {note && (
        <p id={noteId} className={classNames('text-sm', problem ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  )
}
