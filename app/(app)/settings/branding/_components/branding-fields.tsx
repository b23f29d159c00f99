'use client'

import { useTranslations } from 'next-intl'
import { FormField } from '@/components/connect/form-field'
import { useFormats } from '@/lib/client/format/use-formats'
import { type BrandingFields, isHostName, plainHost } from '@/lib/domain/branding'
import { accentOf, isColour, THEMES } from '@/lib/domain/branding-colours'
import type { BrandingForm } from './use-branding'

export type LookFieldsProps = { form: BrandingForm; tenantName: string }

/** Name and colour. */
export function LookFields({ form, tenantName }: LookFieldsProps) {
  const t = useTranslations('branding')
  const field = useField(form)
  const accent = form.fields.accent.trim().toLowerCase()
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <FormField {...field('name')} hint={t('nameHint')} placeholder={tenantName} autoComplete="off" />
      <div className="flex max-w-md items-end gap-2">
        <div className="grow">
          <FormField
            {...field('accent')}
            dir="ltr"
            placeholder="#1d4fd7"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </div>
        <input
          type="color"
          aria-label={t('pick')}
          value={isColour(accent) ? accent : '#1d4fd7'}
          onChange={(event) => form.set({ accent: event.target.value })}
          className="h-9 w-12 shrink-0 cursor-pointer rounded border border-line-strong bg-panel p-1 pointer-coarse:h-touch"
        />
      </div>
      <ContrastNotes accent={accent} />
    </div>
  )
}

/** Says where the colour is too weak to be read, and that another shade of it stands in. */
function ContrastNotes({ accent }: { accent: string }) {
  const t = useTranslations('branding.contrast')
  const formats = useFormats()
  if (!isColour(accent)) return <p className="text-sm text-muted">{t('none')}</p>
  return (
    <ul className="space-y-1 text-sm">
      {THEMES.map((theme) => {
        const made = accentOf(accent, theme)
        const ratio = formats.decimal(made.chosenContrast)
        return (
          <li key={theme}>
            {made.isAdjusted
              ? t(`${theme}Weak`, { ratio, shade: made.accent })
              : t(`${theme}Good`, { ratio })}
          </li>
        )
      })}
    </ul>
  )
}

/** Where the tenant is found, and how it writes. */
export function WayFields({ form }: { form: BrandingForm }) {
  const t = useTranslations('branding')
  const field = useField(form)
  const host = plainHost(form.fields.domain)
  const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false }
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <FormField
        {...field('domain')}
        {...plain}
        dir="ltr"
        hint={t('domainHint')}
        placeholder="fleet.example.com"
      />
      {host !== '' && isHostName(host) ? (
        <p className="max-w-2xl rounded bg-sunken px-3 py-2 text-sm">{t('dns', { host })}</p>
      ) : null}
      <FormField {...field('mailName')} hint={t('mailNameHint')} autoComplete="off" />
      <FormField {...field('mailReplyTo')} {...plain} type="email" hint={t('mailReplyToHint')} />
    </div>
  )
}

function useField(form: BrandingForm) {
  const t = useTranslations('branding')
  return (name: keyof BrandingFields) => ({
    label: t(`fields.${name}`),
    problem: form.problems[name] && t(`problems.${form.problems[name]}`),
    value: form.fields[name],
    maxLength: 260,
    onChange: (event: { target: { value: string } }) => form.set({ [name]: event.target.value }),
  })
}
