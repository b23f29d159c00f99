'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { type DeliveryFilter, useNotifySettings } from '@/lib/client/queries/notify'
import { DELIVERY_STATES, LOGGED_WAYS } from '@/lib/domain/api/notify-log'

export type DeliveryFiltersProps = { filter: DeliveryFilter; onChange: (filter: DeliveryFilter) => void }

/** Where to, and how it stands. */
export function DeliveryFilters({ filter, onChange }: DeliveryFiltersProps) {
  const t = useTranslations('notify.log')
  const receivers = useNotifySettings().data?.webhooks ?? []
  const { way, receiver, state } = filter
  const isGone = receiver !== undefined && receivers.every(({ id }) => id !== receiver)
  const setTo = (value: string) => {
    const known = LOGGED_WAYS.find((each) => each === value)
    const rest = state === undefined ? {} : { state }
    onChange(known ? { way: known, ...rest } : { way: 'webhook', receiver: value, ...rest })
  }
  const setState = (value: string) => {
    const { state: _before, ...rest } = filter
    const known = DELIVERY_STATES.find((each) => each === value)
    onChange(known ? { ...rest, state: known } : rest)
  }
  return (
    <div className="grid gap-3 px-4 pb-4 sm:grid-cols-2 md:max-w-2xl">
      <Labelled label={t('to')}>
        {(id) => (
          <select
            id={id}
            value={receiver ?? way}
            onChange={(event) => setTo(event.target.value)}
            className={FIELD}
          >
            <optgroup label={t('ways.webhook')}>
              <option value="webhook">{t('allWebhooks')}</option>
              {receivers.map(({ id: value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
              {isGone ? <option value={receiver}>{t('goneReceiver')}</option> : null}
            </optgroup>
            <option value="mail">{t('ways.mail')}</option>
            <option value="push">{t('ways.push')}</option>
          </select>
        )}
      </Labelled>
      <Labelled label={t('state')}>
        {(id) => (
          <select
            id={id}
            value={state ?? ''}
            onChange={(event) => setState(event.target.value)}
            className={FIELD}
          >
            <option value="">{t('anyState')}</option>
            {DELIVERY_STATES.map((each) => (
              <option key={each} value={each}>
                {t(`states.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </div>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'h-9 w-full min-w-0 rounded border border-line-strong bg-panel px-2 text-base text-ink hover:border-ink ' +
  'pointer-coarse:h-touch pointer-coarse:text-lg'
