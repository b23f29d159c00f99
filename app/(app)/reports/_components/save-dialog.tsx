'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { REPORTS_QUERY_KEY, reportDefinition } from '@/lib/client/queries/reports'
import type { ReportDefinition } from '@/lib/domain/api/report-book'
import type { ReportRequest } from '@/lib/domain/api/reports'
import { saveDefinitionAction } from '../actions'
import { CheckInput, TextInput } from './field'

export type SaveDialogProps = {
  /** What to keep; null for what the kept one asks for already. */
  request: ReportRequest | null
  /** The kept report that is named anew; left out, another one is made. */
  kept?: Pick<ReportDefinition, 'id' | 'name' | 'shared'>
  onClose: () => void
  onSaved: (id: string) => void
}

/** A name for a report, and whether others may use it. */
export function SaveDialog({ request, kept, onClose, onSaved }: SaveDialogProps) {
  const t = useTranslations('reports.saved')
  const tFailures = useTranslations('reports.failures')
  const queries = useQueryClient()
  const formRef = useRef<HTMLFormElement>(null)
  const [name, setName] = useState(kept?.name ?? '')
  const [shared, setShared] = useState(kept?.shared ?? false)
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') {
      setProblem(t('problems.name'))
      return formRef.current?.querySelector('input')?.focus()
    }
    startTransition(async () => {
      setFailure(null)
      const wanted = request ?? (await requestOf(queries, kept?.id ?? ''))
      if (wanted === null) return setFailure(t('problems.failed'))
      const draft = { name: name.trim(), shared, request: wanted }
      const answer = await saveDefinitionAction(kept?.id ?? null, draft).catch(() => null)
      if (!answer?.ok)
        return setFailure(answer ? (answer.message ?? tFailures(answer.why)) : t('problems.failed'))
      await queries.invalidateQueries({ queryKey: REPORTS_QUERY_KEY })
      onSaved(answer.id)
    })
  }
  return (
    <Dialog title={kept ? t('renameTitle') : t('saveTitle')} onClose={onClose} className="max-w-md">
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <TextInput
          label={t('name')}
          value={name}
          maxLength={100}
          problem={problem}
          autoFocus
          onChange={(event) => {
            setName(event.target.value)
            setProblem(null)
          }}
        />
        <CheckInput
          label={t('share')}
          hint={t('shareHint')}
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
        />
        <p role="status" className="text-sm text-danger empty:hidden">
          {failure}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {t('do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

async function requestOf(queries: QueryClient, id: string): Promise<ReportRequest | null> {
  const definition = await queries.fetchQuery({ ...reportDefinition(id), staleTime: 0 }).catch(() => null)
  return definition?.request ?? null
}
