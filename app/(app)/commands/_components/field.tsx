import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

type Frame = {
  label: ReactNode
  hint?: string
  /** What is wrong, shown under the field and read with it. */
  problem?: string
}

/** A labelled line of text. */
export function TextInput({ label, hint, problem, ...input }: Frame & Omit<ComponentProps<'input'>, 'id'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...input}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        className={classNames(
          FIELD,
          'h-9 pointer-coarse:h-touch',
          problem ? 'border-danger' : 'border-line-strong',
        )}
      />
    </Framed>
  )
}

/** A labelled text of several lines. */
export function TextArea({ label, hint, problem, ...area }: Frame & Omit<ComponentProps<'textarea'>, 'id'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem}>
      <textarea
        rows={2}
        {...area}
        id={id}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        className={classNames(FIELD, 'resize-y py-1.5', problem ? 'border-danger' : 'border-line-strong')}
      />
    </Framed>
  )
}

/** A labelled choice out of a list. */
export function SelectInput({
  label,
  hint,
  problem,
  ...select
}: Frame & Omit<ComponentProps<'select'>, 'id'>) {
  const id = useId()
  return (
    <Framed id={id} label={label} hint={hint} problem={problem}>
      <select
        {...select}
        id={id}
        aria-describedby={`${id}-note`}
        className={classNames(FIELD, 'h-9 border-line-strong pointer-coarse:h-touch')}
      />
    </Framed>
  )
}

function Framed({ id, label, hint, problem, children }: Frame & { id: string; children: ReactNode }) {
  const note = problem ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      <p
        id={`${id}-note`}
        className={classNames(
          'text-sm whitespace-pre-line empty:hidden',
          problem ? 'text-danger' : 'text-muted',
        )}
      >
        {note}
      </p>
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'w-full min-w-0 rounded border bg-panel px-3 text-base text-ink placeholder:text-faint hover:border-ink ' +
  'pointer-coarse:text-lg'
