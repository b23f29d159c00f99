'use client'

export type SwitchProps = {
  label: string
  isOn: boolean
  disabled?: boolean
  onChange: (isOn: boolean) => void
}

/** On or off at once, without saving. A native checkbox that readers call a switch. */
export function Switch({ label, isOn, disabled, onChange }: SwitchProps) {
  return (
    <label className="relative ms-1 flex size-8 w-11 shrink-0 cursor-pointer items-center justify-center pointer-coarse:h-touch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-label={label}
        checked={isOn}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="peer absolute inset-0 z-1 cursor-pointer opacity-0 disabled:cursor-default"
      />
      <span
        aria-hidden
        className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors peer-checked:border-accent peer-checked:bg-accent peer-checked:[&>span]:translate-x-4 peer-checked:[&>span]:bg-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus peer-disabled:opacity-50 rtl:peer-checked:[&>span]:-translate-x-4"
      >
        <span className="size-4.5 rounded-full bg-line-strong transition-transform" />
      </span>
    </label>
  )
}
