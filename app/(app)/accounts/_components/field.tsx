import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FieldProps = {
  label: string
  problem?: string | null
  hint?: string
} & Omit<ComponentProps<'input'>, 'className'>

/** A labelled field with room for what is wrong with it, read together with it. */
export function Field({ label, problem = null, hint, ...input }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={problem !== null || undefined}
        aria-describedby={note ? noteId : undefined}
        className={classNames(
          CONTROL,
          problem === null ? 'border-line-strong hover:border-ink' : 'border-danger',
        )}
      />
      {note ? (
        <p id={noteId} className={classNames('text-sm', problem === null ? 'text-muted' : 'text-danger')}>
          {note}
        </p>
      ) : null}
    </div>
  )
}

/** Fields that belong together, under their name. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel p-4">
      <h3 id={id} className="mb-3 text-base font-semibold">
        {title}
      </h3>
      <div className="grid gap-4 sm:grid-cols-2">{children}</div>
    </section>
  )
}

const CONTROL =
  'h-9 w-full rounded border bg-panel px-2.5 text-base text-ink transition-colors pointer-coarse:h-touch pointer-coarse:text-lg'
