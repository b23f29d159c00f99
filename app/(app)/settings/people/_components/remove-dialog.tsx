'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { useLeftBehind } from '@/lib/client/queries/people'
import type { PeopleProblem, Person } from '@/lib/domain/api/people'
import { proveAction, removePersonAction } from '../actions'

/** Asks once more before somebody is deleted, and says what goes with them. */
export function RemoveDialog({
  person,
  onClose,
  onDone,
}: {
  person: Person
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('people')
  const left = useLeftBehind(person.id)
  const [problem, setProblem] = useState<PeopleProblem | null>(null)
  const [isBusy, startTransition] = useTransition()
  const remove = () =>
    startTransition(async () => {
      const answer = await removePersonAction(person.id).catch(() => null)
      if (answer?.ok) return onDone()
      setProblem(answer?.problem ?? 'failed')
    })
  return (
    <Dialog title={t('removal.title', { name: person.name })} onClose={onClose}>
      <p className="text-sm">{t('removal.body')}</p>
      <p className="min-h-10 text-sm text-muted">{left.data ? t('removal.left', left.data) : null}</p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem === null ? null : t(`problems.${problem}`)}
      </p>
      {problem === 'unproven' ? (
        <ProveIdentity prove={proveAction} facts={undefined} onProven={remove} />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onClick={onClose}>
          {t('removal.cancel')}
        </Button>
        <Button variant="primary" disabled={isBusy || left.isPending} onClick={remove}>
          {t('removal.do')}
        </Button>
      </div>
    </Dialog>
  )
}
