'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import type { ApiScope } from '@/lib/domain/api-v1/scopes'
import { MAX_TOKEN_NAME, TOKEN_DAYS } from '@/lib/domain/api-v1/tokens'
import { makeTokenAction, type TokenAnswer } from '../actions'
import { ScopesField } from './scopes-field'

export type NewTokenDialogProps = { onMade: () => void; onClose: () => void }

/** Makes a token and shows it the one time. */
export function NewTokenDialog({ onMade, onClose }: NewTokenDialogProps) {
  const [token, setToken] = useState<string | null>(null)
  if (token !== null) return <TokenShown token={token} onClose={onClose} />
  return (
    <NewTokenForm
      onClose={onClose}
      onMade={(made) => {
        setToken(made)
        onMade()
      }}
    />
  )
}

type NewTokenFormProps = { onMade: (token: string) => void; onClose: () => void }

function NewTokenForm({ onMade, onClose }: NewTokenFormProps) {
  const t = useTranslations('customerApi')
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly ApiScope[]>([])
  const [days, setDays] = useState<(typeof TOKEN_DAYS)[number]>(90)
  const [answer, setAnswer] = useState<Exclude<TokenAnswer<string>, { kind: 'ok' }> | null>(null)
  const [isBusy, startTransition] = useTransition()
  const isUnfit = (field: string) => answer?.kind === 'unfit' && answer.fields.includes(field)
  function make(): void {
    startTransition(async () => {
      setAnswer(null)
      const failed = { kind: 'failed' as const, message: t('failed') }
      const found = await makeTokenAction({ name, scopes: [...scopes], days }).catch(() => failed)
      if (found.kind === 'ok') onMade(found.value)
      else startTransition(() => setAnswer(found))
    })
  }
  return (
    <Dialog title={t('new.title')} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        <NameField value={name} onChange={setName} problem={isUnfit('name') ? t('new.nameWrong') : null} />
        <ScopesField
          chosen={scopes}
          onChange={setScopes}
          problem={isUnfit('scopes') ? t('new.scopesWrong') : null}
        />
        <ChoiceGroup
          label={t('new.days')}
          value={String(days)}
          options={TOKEN_DAYS.map((each) => ({
            value: String(each),
            label: t('new.daysChoice', { days: each }),
          }))}
          onChange={(value) => setDays(TOKEN_DAYS.find((each) => String(each) === value) ?? days)}
        />
        <p role="alert" className="text-sm text-danger empty:hidden">
          {answer?.kind === 'failed' ? answer.message : null}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('new.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

type NameFieldProps = { value: string; onChange: (value: string) => void; problem: string | null }

function NameField({ value, onChange, problem }: NameFieldProps) {
  const t = useTranslations('customerApi')
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {t('new.name')}
      </label>
      <input
        id={id}
        value={value}
        maxLength={MAX_TOKEN_NAME}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className={FIELD}
      />
      <p id={`${id}-note`} aria-live="polite" className={problem === null ? NOTE : PROBLEM}>
        {problem ?? t('new.nameHint')}
      </p>
    </div>
  )
}

/** The one time a token is seen; nothing but the button closes it. */
function TokenShown({ token, onClose }: { token: string; onClose: () => void }) {
  const t = useTranslations('customerApi')
  const id = useId()
  return (
    <Dialog isHeld title={t('shown.title')} onClose={onClose}>
      <p className="text-sm text-muted">{t('shown.about')}</p>
      <label htmlFor={id} className="text-sm font-medium">
        {t('shown.label')}
      </label>
      <input id={id} readOnly value={token} onFocus={(event) => event.target.select()} className={SHOWN} />
      <div className="flex flex-wrap justify-end gap-2">
        <CopyButton getText={() => token} label={t('shown.copy')} copiedLabel={t('shown.copied')}>
          {t('shown.copy')}
        </CopyButton>
        <Button variant="primary" onClick={onClose}>
          {t('shown.kept')}
        </Button>
      </div>
    </Dialog>
  )
}

const NOTE = 'text-sm text-muted'
const PROBLEM = 'text-sm text-danger'
// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-3 text-base text-ink hover:border-ink ' +
  'aria-invalid:border-danger pointer-coarse:h-touch pointer-coarse:text-lg'
const SHOWN =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-sunken px-3 font-mono text-sm text-ink pointer-coarse:h-touch'
