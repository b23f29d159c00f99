'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Detail } from '@/components/ui/detail-list'
import { PUSH_QUERY_KEY } from '@/lib/client/queries/push'
import type { PushStatus } from '@/lib/domain/api/push'
import { splitSources } from '@/lib/domain/source-address'
import { setSourcesAction } from '../actions'
import { findSourceProblem, type PushProblem } from '../push-fields'
import { ProblemNote } from './push-problem'

/** From where may be posted: shown, and changed in place. */
export function PushSources({ status }: { status: PushStatus }) {
  const t = useTranslations('push')
  const [isOpen, setOpen] = useState(false)
  const { allowedSources } = status
  return (
    <Detail label={t('sources')}>
      {isOpen ? (
        <SourcesForm status={status} onDone={() => setOpen(false)} />
      ) : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 grow">
            {allowedSources.length === 0 ? t('sourcesAny') : <bdi>{allowedSources.join(', ')}</bdi>}
          </span>
          <Button size="sm" aria-label={`${t('sources')}: ${t('sourcesEdit')}`} onClick={() => setOpen(true)}>
            {t('sourcesEdit')}
          </Button>
        </div>
      )}
    </Detail>
  )
}

function SourcesForm({ status, onDone }: { status: PushStatus; onDone: () => void }) {
  const t = useTranslations('push')
  const queries = useQueryClient()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isBusy, startTransition] = useTransition()
  const [problem, setProblem] = useState<PushProblem | null>(null)

  function tell(found: PushProblem | null) {
    setProblem(found)
    if (found !== null) field.current?.focus()
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = field.current?.value ?? ''
    const found = findSourceProblem(splitSources(text))
    if (isBusy || found !== null) return tell(found)
    startTransition(async () => {
      const answer = await setSourcesAction(status.connectionId, text).catch(() => null)
      if (!answer?.ok) return tell(answer?.problem ?? { kind: 'failed' })
      await queries.invalidateQueries({ queryKey: PUSH_QUERY_KEY })
      onDone()
    })
  }

  return (
    <form onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-2">
      <textarea
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to change this.
        autoFocus
        rows={4}
        dir="ltr"
        spellCheck={false}
        defaultValue={status.allowedSources.join('\n')}
        aria-label={t('sources')}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem ${id}-hint`}
        className={classNames(FIELD, problem === null ? 'border-line-strong' : 'border-danger')}
      />
      <ProblemNote id={`${id}-problem`} problem={problem} />
      <p id={`${id}-hint`} className="text-muted">
        {t('sourcesHint')}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('sourcesSave')}
        </Button>
        <Button onClick={onDone}>{t('sourcesCancel')}</Button>
      </div>
    </form>
  )
}

// 16 px on touch screens, or phones zoom into the field.
const FIELD =
  'w-full rounded border bg-panel px-3 py-2 font-mono text-sm text-ink hover:border-ink pointer-coarse:text-lg'
