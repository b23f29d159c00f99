'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { FormField } from './form-field'
import type { AccountForm } from './use-account-form'

export type RegionRow = { id: 'hk' | 'eu' | 'us' | 'ts'; baseUrl: string }

/** Where the vendor keeps the account: one of its regions, all of them in turn, or an address of one's own. */
export function RegionChoice({ form, regions }: { form: AccountForm; regions: readonly RegionRow[] }) {
  const t = useTranslations('connection')
  const name = useId()
  const { place, baseUrl, profile } = form.fields
  const choices = [
    { id: 'anywhere', label: t('place.anywhere'), note: t('place.anywhereNote') },
    ...regions.map(({ id, baseUrl: address }) => ({
      id,
      label: t(`place.${id}`),
      note: id === 'ts' ? t('place.tsNote', { address }) : address,
    })),
    { id: 'other', label: t('place.other'), note: t('place.otherNote') },
  ]
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium">{t('place.label')}</legend>
      <div className="flex flex-col gap-2">
        {choices.map((choice) => (
          <label key={choice.id} className={CHOICE}>
            <input
              type="radio"
              name={name}
              value={choice.id}
              checked={choice.id === place}
              onChange={() => form.set({ place: choice.id })}
              className="mt-0.5 size-4 shrink-0 accent-(--accent)"
            />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{choice.label}</span>
              <span className="block text-sm text-muted wrap-anywhere">{choice.note}</span>
            </span>
          </label>
        ))}
      </div>
      {place === 'other' ? (
        <div className="mt-3 flex flex-col gap-3">
          <FormField
            label={t('place.baseUrl')}
            hint={t('place.baseUrlHint')}
            problem={form.problems.baseUrl && t(`fields.${form.problems.baseUrl}`)}
            type="url"
            inputMode="url"
            dir="ltr"
            autoComplete="off"
            maxLength={300}
            value={baseUrl}
            onChange={(event) => form.set({ baseUrl: event.target.value })}
          />
          <label className="flex max-w-md flex-col gap-1.5 text-sm font-medium">
            {t('place.profile')}
            <select
              value={profile}
              onChange={(event) => form.set({ profile: event.target.value })}
              className="h-9 rounded border border-line-strong bg-panel px-2 text-base font-normal text-ink pointer-coarse:h-touch"
            >
              <option value="pro">{t('place.pro')}</option>
              <option value="ts">{t('place.legacy')}</option>
            </select>
          </label>
        </div>
      ) : null}
    </fieldset>
  )
}

const CHOICE =
  'flex min-h-11 cursor-pointer items-start gap-3 rounded border border-line bg-panel px-3 py-2.5 hover:border-line-strong ' +
  'has-checked:border-accent has-checked:bg-accent-soft'
