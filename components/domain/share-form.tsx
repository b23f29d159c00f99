'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useTimeZone } from '@/lib/client/format/preferences'
import { SHARE_FIELDS, SHARE_PASSWORD_LENGTH } from '@/lib/domain/share'
import type { ShareActions, ShareTarget } from './share-actions'
import { ShareDestination } from './share-destination'
import { newShareForm, readShareForm, SHARE_PROBLEMS, type ShareForm, type ShareProblem } from './share-draft'
import { ShareCheck, ShareInput, SharePart } from './share-inputs'
import { ShareTimes } from './share-times'
import { ShareVehicles } from './share-vehicles'
import { ShareVendor } from './share-vendor'
import { ShareZones } from './share-zones'

export type ShareFormProps = {
  vehicles: readonly ShareTarget[]
  actions: ShareActions
  onMade: (url: string) => void
  onClose: () => void
}

/** Everything a link is made from. What is typed stays when the server refuses it. */
export function ShareFormFields({ vehicles, actions, onMade, onClose }: ShareFormProps) {
  const t = useTranslations('share.form')
  const tFailures = useTranslations('share.failures')
  const zone = useTimeZone()
  const formId = useId()
  const formRef = useRef<HTMLFormElement>(null)
  const [form, setForm] = useState<ShareForm>(() => newShareForm(vehicles))
  const [problem, setProblem] = useState<{ part: ShareProblem; text: string } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const change = (part: Partial<ShareForm>) => {
    setForm({ ...form, ...part })
    setProblem(null)
    setFailure(null)
  }
  const point = (part: ShareProblem, text: string) => {
    setProblem({ part, text })
    const place = formRef.current?.querySelector(`[data-part="${part}"] :is(input, button)`)
    if (place instanceof HTMLElement) place.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readShareForm(form, zone)
    if ('problem' in read) return point(read.problem, t(`problems.${read.problem}`))
    startTransition(async () => {
      const answer = await actions.make(read.draft).catch(() => null)
      if (answer?.ok) return onMade(answer.url)
      const part = SHARE_PROBLEMS.find((known) => answer?.field?.startsWith(known))
      if (part) return point(part, answer?.message ?? t(`problems.${part}`))
      setFailure(answer?.message ?? tFailures(answer?.why ?? 'failed'))
    })
  }
  const problemOf = (part: ShareProblem) => (problem?.part === part ? problem.text : null)
  return (
    <>
      <form id={formId} ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <SharePart title={t('vehicles')} part="vehicles" problem={problemOf('vehicles')}>
          <ShareVehicles vehicles={form.vehicles} onChange={(chosen) => change({ vehicles: chosen })} />
        </SharePart>
        <ShareTimes form={form} onChange={change} problemOf={problemOf} />
        <SharePart title={t('fields')}>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {SHARE_FIELDS.map((field) => (
              <ShareCheck
                key={field}
                label={t(`field.${field}`)}
                checked={form.fields.includes(field)}
                onChange={(event) => change(withField(form, field, event.target.checked))}
              />
            ))}
          </div>
          <p className="text-xs text-muted">{t('fieldsHint')}</p>
        </SharePart>
        <ShareDestination form={form} onChange={change} problem={problemOf('destination')} />
        <ShareZones form={form} onChange={change} problem={problemOf('zone')} />
        <SharePart title={t('access')}>
          <div className="grid gap-3 sm:grid-cols-2">
            <div data-part="password">
              <ShareInput
                label={t('password')}
                hint={t('passwordHint', { least: SHARE_PASSWORD_LENGTH.min })}
                problem={problemOf('password')}
                maxLength={SHARE_PASSWORD_LENGTH.max}
                autoCapitalize="none"
                value={form.password}
                onChange={(event) => change({ password: event.target.value })}
              />
            </div>
            <div data-part="viewerLimit">
              <ShareInput
                label={t('viewerLimit')}
                hint={t('viewerLimitHint')}
                problem={problemOf('viewerLimit')}
                inputMode="numeric"
                value={form.viewerLimit}
                onChange={(event) => change({ viewerLimit: event.target.value })}
              />
            </div>
          </div>
          <ShareInput
            label={t('name')}
            hint={t('nameHint')}
            maxLength={80}
            value={form.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </SharePart>
        <p role="status" className="text-sm text-danger empty:hidden">
          {failure}
        </p>
      </form>
      {/* Enter in the vendor's dialog must not make a link of ours, so it stands outside of the form. */}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <ShareVendor vehicles={form.vehicles} getUrl={actions.vendorUrl} />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" form={formId} variant="primary" disabled={isBusy}>
          {isBusy ? t('making') : t('make')}
        </Button>
      </div>
    </>
  )
}

/** An arrival time is to somewhere. */
function withField(form: ShareForm, field: ShareForm['fields'][number], isOn: boolean): Partial<ShareForm> {
  const fields = isOn ? [...form.fields, field] : form.fields.filter((one) => one !== field)
  return field === 'eta' && isOn ? { fields, hasDestination: true } : { fields }
}
