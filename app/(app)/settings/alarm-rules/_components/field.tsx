import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

export type FieldProps = {
  label: string
  problem?: string | null
  hint?: string
  /** What stands behind the field, such as its unit. */
  unit?: string
  className?: string
} & (
  | ({ rows: number } & Omit<ComponentProps<'textarea'>, 'className' | 'rows'>)
  | ({ rows?: undefined } & Omit<ComponentProps<'input'>, 'className'>)
)

/** A labelled field with room for what is wrong with it, read together with it. */
export function Field({ label, problem = null, hint, unit, className, ...control }: FieldProps) {
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
      control.rows === undefined ? 'h-9 pointer-coarse:h-touch' : 'py-1.5',
    ),
  }
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex items-center gap-2">
        {control.rows === undefined ? (
          <input {...control} {...common} />
        ) : (
          <textarea {...control} {...common} />
        )}
        {unit ? <span className="shrink-0 text-sm text-muted">{unit}</span> : null}
      </div>
      {note ? (
        <p id={noteId} className={classNames('text-sm', problem === null ? 'text-muted' : 'text-danger')}>
          {note}
        </p>
      ) : null}
    </div>
  )
}

export type CheckProps = {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  type?: 'checkbox' | 'radio'
  name?: string
  disabled?: boolean
}

/** A box to tick, with its words as part of the target. */
export function Check({ label, isOn, onChange, type = 'checkbox', name, disabled }: CheckProps) {
  return (
    <label className="flex min-h-7 items-center gap-2 text-sm pointer-coarse:min-h-touch">
      <input
        type={type}
        name={name}
        checked={isOn}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-6 shrink-0 accent-accent"
      />
      <bdi className="min-w-0">{label}</bdi>
    </label>
  )
}

/** A titled part of a form with what is wrong with all of it. */
export function Part({
  title,
  hint,
  problem,
  children,
}: {
  title: string
  hint?: string
  problem?: string | null
  children: ReactNode
}) {
  const id = useId()
  return (
    <fieldset
      aria-describedby={problem ? `${id}-problem` : undefined}
      data-problem={problem ? '' : undefined}
      tabIndex={-1}
      className="min-w-0 space-y-2 outline-none"
    >
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      {children}
      {problem ? (
        <p id={`${id}-problem`} className="text-sm text-danger">
          {problem}
        </p>
      ) : null}
    </fieldset>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const CONTROL =
  'w-full rounded border bg-panel px-2.5 text-base text-ink transition-colors pointer-coarse:text-lg'
