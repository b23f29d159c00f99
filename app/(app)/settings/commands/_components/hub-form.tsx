'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { dropHubAction, type HubAnswer, hubAction } from '../actions'
import type { SettingsHub } from './command-settings-screen'

/** The hub of one connection. Its token is typed and never shown again. */
export function HubForm({ hub: { connectionId, name, address: known } }: { hub: SettingsHub }) {
  const t = useTranslations('commandSettings.hub')
  const router = useRouter()
  const [address, setAddress] = useState(known ?? '')
  const [token, setToken] = useState('')
  const [answer, setAnswer] = useState<HubAnswer | null>(null)
  const [isBusy, startTransition] = useTransition()
  const wrong = answer !== null && !answer.ok && 'field' in answer ? answer.field : null
  const note = (next: HubAnswer) => {
    setAnswer(next)
    if (next.ok) router.refresh()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () => {
      const wish = { connectionId, address, token, isNew: known === null }
      const next = await hubAction(wish).catch(() => FAILED)
      if (next.ok) setToken('')
      note(next)
    })
  }
  const drop = () =>
    startTransition(async () => {
      const next = await dropHubAction(connectionId).catch(() => FAILED)
      if (next.ok) setAddress('')
      note(next)
    })
  return (
    <form onSubmit={save} noValidate aria-label={name}>
      <p className="mb-3 text-sm font-semibold">
        {name} <span className="font-normal text-muted">· {known === null ? t('notSet') : t('isSet')}</span>
      </p>
      <div className="grid gap-x-4 gap-y-3 md:grid-cols-2">
        <HubField
          label={t('address')}
          hint={t('addressHint')}
          problem={wrong === 'address' ? t('problems.address') : null}
          inputMode="url"
          value={address}
          onChange={setAddress}
        />
        <HubField
          label={t('token')}
          hint={known === null ? t('tokenHint') : t('tokenKept')}
          problem={wrong === 'token' ? t('problems.token') : null}
          type="password"
          value={token}
          onChange={setToken}
        />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('save')}
        </Button>
        {known === null ? null : (
          <Button variant="quiet" disabled={isBusy} onClick={drop}>
            {t('remove')}
          </Button>
        )}
        <p role="status" className={classNames('text-sm', answer?.ok ? 'text-muted' : 'text-danger')}>
          <Outcome answer={answer} />
        </p>
      </div>
    </form>
  )
}

const FAILED = { ok: false, problem: 'failed' } as const

function Outcome({ answer }: { answer: HubAnswer | null }) {
  const t = useTranslations('commandSettings')
  if (answer === null || (!answer.ok && 'field' in answer)) return null
  return answer.ok ? t('hub.saved') : t(`problems.${answer.problem}`)
}

type HubFieldProps = {
  label: string
  hint: string
  problem: string | null
  value: string
  onChange: (text: string) => void
  type?: 'text' | 'password'
  inputMode?: 'url'
}

function HubField({ label, hint, problem, onChange, ...input }: HubFieldProps) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(FIELD, problem === null ? 'border-line-strong' : 'border-danger')}
      />
      <p id={`${id}-note`} className={classNames('text-sm', problem === null ? 'text-muted' : 'text-danger')}>
        {problem ?? hint}
      </p>
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border bg-panel px-3 text-base text-ink hover:border-ink pointer-coarse:h-touch pointer-coarse:text-lg'
