'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ownSample } from '@/lib/client/schema-form/own-sample'
import type { ExplorerMethod, ExplorerSample, OwnNames } from '@/lib/domain/api/explorer'
import type { Drafts } from '../_hooks/use-drafts'
import { useMethodForm } from '../_hooks/use-method-form'
import { ConfirmDialog } from './confirm-dialog'
import { ErrorCodes } from './error-codes'
import { MethodFields } from './method-fields'
import { ReplyView } from './reply-view'
import { Samples } from './samples'

export type MethodWorkbenchProps = { method: ExplorerMethod; drafts: Drafts; own: OwnNames | undefined }

/** The form and, below or beside it, what came of sending it. */
export function MethodWorkbench({ method, drafts, own }: MethodWorkbenchProps) {
  const t = useTranslations('explorer')
  const form = useMethodForm(method, drafts)
  const formRef = useRef<HTMLFormElement>(null)
  const { problems, reply } = form
  useEffect(() => {
    if (problems.length === 0) return
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])
  const { example } = method
  const ours = ownSample(method, own, Date.now())
  const fillSample = ({ input }: ExplorerSample) => {
    form.fill(ownSample({ fields: method.fields, example: input }, own, Date.now()) ?? input)
    formRef.current?.scrollIntoView({ block: 'nearest' })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.isSending) form.send(false)
  }
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(22rem,2fr)_3fr] [&>*]:min-w-0">
      <div className="space-y-4">
        <Card title={t('parameters')} aside={<FillButtons example={example} ours={ours} form={form} />}>
          {method.refusal === null ? null : (
            <p className="mx-4 mb-3 rounded bg-warning-soft px-3 py-2 text-sm">
              {t(`shut.${method.refusal}`)}
            </p>
          )}
          {method.isOrder ? (
            <p className="mx-4 mb-3 rounded bg-accent-soft px-3 py-2 text-sm">
              {t.rich('order.note', {
                link: (words) => (
                  <Link href="/commands" className="font-medium text-accent underline">
                    {words}
                  </Link>
                ),
              })}
            </p>
          ) : null}
          <form ref={formRef} noValidate onSubmit={submit} className="border-t border-line">
            <MethodFields method={method} form={form} own={own} />
            <div className="flex items-center gap-3 border-t border-line px-4 py-3">
              <Button type="submit" variant="primary" aria-disabled={form.isSending}>
                {t(submitLabel(method, form.isSending))}
              </Button>
              <p className="min-w-0 text-sm text-muted">{t(`sendHint.${hintOf(method)}`)}</p>
            </div>
          </form>
        </Card>
        {method.samples.length === 0 ? null : <Samples samples={method.samples} onFill={fillSample} />}
        <ErrorCodes method={method} />
      </div>
      <ReplyView reply={reply} isSending={form.isSending} />
      {reply?.kind === 'unconfirmed' ? (
        <ConfirmDialog
          method={method}
          request={reply.held.request}
          onConfirm={() => form.send(true)}
          onCancel={form.dismiss}
        />
      ) : null}
    </div>
  )
}

type FillButtonsProps = {
  example: Record<string, unknown> | null
  ours: Record<string, unknown> | null
  form: { fill: (json: Record<string, unknown>) => void; clear: () => void }
}

function FillButtons({ example, ours, form }: FillButtonsProps) {
  const t = useTranslations('explorer')
  return (
    <div className="flex flex-wrap gap-1.5">
      {ours === null ? null : (
        <Button size="sm" onClick={() => form.fill(ours)}>
          {t('fillOwn')}
        </Button>
      )}
      {example === null ? null : (
        <Button size="sm" onClick={() => form.fill(example)}>
          {t('fillExample')}
        </Button>
      )}
      <Button size="sm" variant="quiet" onClick={form.clear}>
        {t('clear')}
      </Button>
    </div>
  )
}

function submitLabel({ refusal, access }: ExplorerMethod, isSending: boolean) {
  if (isSending) return 'sending'
  if (refusal !== null) return 'showRequest'
  return access === 'write' ? 'review' : 'send'
}

function hintOf({ refusal, access }: ExplorerMethod) {
  return refusal !== null ? 'shut' : access
}
