'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { bindingAction } from './actions'
import { DialogFoot, FIELD } from './dialog-foot'
import { type JobDialogProps, useBegin } from './use-begin'

/** Attaching many devices to a user of the vendor's app, or detaching them. */
export function BindingDialog({
  deviceIds,
  step,
  onDone,
  onClose,
}: JobDialogProps & { step: 'bind' | 'unbind' }) {
  const t = useTranslations('deviceJobs.binding')
  const id = useId()
  const [login, setLogin] = useState('')
  const { begin, failure, isBusy } = useBegin({ onDone, onClose })
  return (
    <Dialog
      title={t(`${step}Title`, { count: deviceIds.length })}
      onClose={onClose}
      isHeld={isBusy || login !== ''}
      className="max-w-md"
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          begin(() => bindingAction({ deviceIds, appUserLogin: login, step }))
        }}
      >
        <label htmlFor={id} className="text-sm font-medium">
          {t('user')}
        </label>
        <input
          id={id}
          required
          maxLength={100}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          className={FIELD}
        />
        <p id={`${id}-hint`} className="text-sm text-muted">
          {t('hint')}
        </p>
        <DialogFoot
          failure={failure}
          goWord={t(`${step}Go`)}
          isReady={login.trim() !== '' && !isBusy}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
