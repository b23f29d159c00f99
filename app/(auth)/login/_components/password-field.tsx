'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type Ref, useState } from 'react'
import { TextField } from './text-field'

type PasswordFieldProps = {
  label: string
  problem?: string
  hint?: string
  autoComplete?: 'current-password' | 'new-password'
  ref: Ref<HTMLInputElement>
}

export function PasswordField({
  label,
  problem,
  hint,
  autoComplete = 'current-password',
  ref,
}: PasswordFieldProps) {
  const t = useTranslations('auth')
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const noteCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  const Icon = shown ? EyeOff : Eye
  return (
    <TextField
      ref={ref}
      name="password"
      type={shown ? 'text' : 'password'}
      label={label}
      problem={problem}
      hint={capsLock ? t('capsLock') : hint}
      autoComplete={autoComplete}
      onKeyDown={noteCapsLock}
      onKeyUp={noteCapsLock}
      onBlur={() => setCapsLock(false)}
      end={
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-label={shown ? t('hidePassword') : t('showPassword')}
          className="absolute inset-y-0 end-0 grid w-11 place-items-center rounded text-muted hover:text-ink"
        >
          <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
        </button>
      }
    />
  )
}
