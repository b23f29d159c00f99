'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import type { Brand } from '@/lib/domain/api/branding'
import type { BrandingFields } from '@/lib/domain/branding'
import { BrandPreview } from './brand-preview'
import { LookFields, WayFields } from './branding-fields'
import { PictureField } from './picture-field'
import { type BrandingForm, useBranding } from './use-branding'

export type BrandingScreenProps = {
  stored: BrandingFields
  pictures: Brand['pictures']
  tenantName: string
}

/** How a tenant looks to its people, with a preview of what is typed. */
export function BrandingScreen({ stored, pictures, tenantName }: BrandingScreenProps) {
  const t = useTranslations('branding')
  const form = useBranding(stored)
  return (
    <div className="scrollbar-quiet h-full overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 pb-8 md:px-6">
        <header className="pt-4 md:pt-5">
          <h1 className="text-xl font-semibold tracking-tight max-md:text-lg">{t('title')}</h1>
          <p className="mt-1 max-w-2xl text-sm text-muted">{t('about')}</p>
        </header>
        <form
          noValidate
          aria-label={t('title')}
          onSubmit={(event) => {
            event.preventDefault()
            form.save()
          }}
          className="flex flex-col gap-4"
        >
          <Card title={t('look')}>
            <LookFields form={form} tenantName={tenantName} />
          </Card>
          <BrandPreview fields={form.fields} logo={pictures.logo} />
          <Card title={t('pictures.title')}>
            <div className="flex flex-col gap-5 px-4 pb-4">
              <PictureField kind="logo" picture={pictures.logo} form={form} />
              <PictureField kind="login" picture={pictures.login} form={form} />
            </div>
          </Card>
          <Card title={t('ways')}>
            <WayFields form={form} />
          </Card>
          <SaveBar form={form} />
        </form>
      </div>
    </div>
  )
}

function SaveBar({ form }: { form: BrandingForm }) {
  const t = useTranslations('branding')
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="flex flex-col gap-3">
      <div aria-live="polite" className="empty:hidden">
        {form.word === 'saved' ? <p className="text-sm text-success">{t('saved')}</p> : null}
        {form.word === 'failed' || form.word === 'refused' ? (
          <Banner tone="danger" title={t(`failures.${form.word}`)} className="rounded" />
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={form.isBusy}>
          {t('save')}
        </Button>
        <Button disabled={form.isBusy} onClick={() => setAsking(true)}>
          {t('reset')}
        </Button>
      </div>
      {isAsking ? (
        <Dialog title={t('resetDialog.title')} onClose={() => setAsking(false)} className="max-w-md">
          <p className="text-sm">{t('resetDialog.body')}</p>
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <Button onClick={() => setAsking(false)}>{t('resetDialog.cancel')}</Button>
            <Button
              variant="primary"
              onClick={() => {
                setAsking(false)
                form.reset()
              }}
            >
              {t('resetDialog.reset')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}
