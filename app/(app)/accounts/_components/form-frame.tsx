'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useDirty } from '../_hooks/use-held-address'

export type FormFrameProps = {
  title: string
  lead: ReactNode
  submit: string
  failure: string | null
  isBusy: boolean
  onSubmit: () => void
  onCancel: () => void
  children: ReactNode
}

/** A form that fills the pane: its fields scroll, what can be done with it stays in sight. */
export function FormFrame({
  title,
  lead,
  submit,
  failure,
  isBusy,
  onSubmit,
  onCancel,
  children,
}: FormFrameProps) {
  const t = useTranslations('accounts.form')
  const tellDirty = useDirty()
  const formRef = useRef<HTMLFormElement>(null)
  return (
    <form
      ref={formRef}
      noValidate
      onChange={tellDirty}
      aria-label={title}
      className="flex min-h-0 grow flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
        // After the problems are shown: the first field that is wrong is where one goes on.
        requestAnimationFrame(() =>
          formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
        )
      }}
    >
      <div className="scrollbar-quiet min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-5 p-4 md:p-6">
          <div>
            <h2 className="text-xl font-semibold">{title}</h2>
            <p className="text-sm text-muted">{lead}</p>
          </div>
          {children}
        </div>
      </div>
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')}>
          {failure}
        </Banner>
      )}
      <div className="shrink-0 border-t border-line bg-panel">
        <div className="mx-auto flex max-w-3xl justify-end gap-2 px-4 py-3 md:px-6">
          <Button onClick={onCancel} disabled={isBusy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={isBusy}>
            {submit}
          </Button>
        </div>
      </div>
    </form>
  )
}
