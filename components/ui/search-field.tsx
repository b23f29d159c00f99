'use client'

import { Search, X } from 'lucide-react'
import type { ComponentProps, RefObject } from 'react'
import { classNames } from './class-names'

export type SearchFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'ref'> & {
  label: string
  clearLabel: string
  value: string
  onChange: (value: string) => void
  inputRef: RefObject<HTMLInputElement | null>
  /** The key that puts the cursor here, shown while the field is empty. */
  shortcut?: string
}

export function SearchField(props: SearchFieldProps) {
  const { label, clearLabel, value, onChange, inputRef, shortcut, className, ...rest } = props
  return (
    <div className={classNames('group relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-s-2.5 top-1/2 size-4 -translate-y-1/2 text-faint"
      />
      <input
        {...rest}
        ref={inputRef}
        type="search"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={FIELD}
      />
      {value !== '' ? (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => {
            onChange('')
            inputRef.current?.focus()
          }}
          className="absolute inset-e-0 top-0 flex h-full w-9 items-center justify-center rounded text-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : shortcut ? (
        <kbd className="pointer-events-none absolute inset-e-2 top-1/2 -translate-y-1/2 rounded-sm border border-line bg-panel px-1.5 font-sans text-xs text-faint pointer-coarse:hidden group-focus-within:hidden">
          {shortcut}
        </kbd>
      ) : null}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full rounded border border-transparent bg-sunken ps-8.5 pe-9 text-base text-ink outline-none ' +
  'placeholder:text-faint hover:border-line focus:border-focus focus:bg-panel focus:ring-1 focus:ring-focus ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg [&::-webkit-search-cancel-button]:hidden'
