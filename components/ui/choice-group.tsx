'use client'

import { useId } from 'react'

export type ChoiceGroupProps<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** One of few, all in sight: native radio buttons that look like one divided button. */
export function ChoiceGroup<T extends string>({ label, value, options, onChange }: ChoiceGroupProps<T>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex w-fit max-w-full flex-wrap overflow-hidden rounded border border-line-strong bg-panel max-sm:w-full">
        {options.map((option) => (
          <label key={option.value} className={CHOICE}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const CHOICE =
  'relative flex h-9 grow cursor-pointer items-center justify-center border-line px-3.5 text-sm font-medium text-muted ' +
  'not-first:border-s hover:bg-sunken hover:text-ink has-checked:bg-accent-soft has-checked:text-accent ' +
  'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus pointer-coarse:h-touch'
