'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { useFormats } from '@/lib/client/format/use-formats'
import type { PeopleProblem, Person } from '@/lib/domain/api/people'
import { proveAction, removeFactorAction, resetLinkAction, signOutAction } from '../actions'
import { LinkField } from './link-field'

/** What can be done about how somebody signs in. */
export type SignInDeed = 'resetLink' | 'removeFactor' | 'signOut'

export type SignInDialogProps = {
  deed: SignInDeed
  person: Person
  onClose: () => void
  onChanged: () => void
}

type Done = { deed: 'removeFactor' } | { deed: 'signOut'; count: number } | ResetLink
type ResetLink = { deed: 'resetLink'; path: string; expiresAt: string }

/** Says what will happen to how somebody signs in, does it once that is confirmed, and tells what came of it. */
export function SignInDialog({ deed, person, onClose, onChanged }: SignInDialogProps) {
  const t = useTranslations('people')
  const [problem, setProblem] = useState<PeopleProblem | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [isBusy, startTransition] = useTransition()
  const { name } = person
  const act = () =>
    startTransition(async () => {
      const answer = await send(deed, person.id).catch(() => 'failed' as const)
      if (typeof answer === 'string') return setProblem(answer)
      setProblem(null)
      setDone(answer)
      onChanged()
    })
  if (done !== null) return <DoneDialog done={done} name={name} onClose={onClose} />
  return (
    <Dialog title={t(`${deed}.title`, { name })} onClose={onClose}>
      <p className="text-sm">{t(`${deed}.body`, { name })}</p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem === null ? null : t(`problems.${problem}`)}
      </p>
      {problem === 'unproven' ? <ProveIdentity prove={proveAction} facts={undefined} onProven={act} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button variant="primary" disabled={isBusy} onClick={act}>
          {t(`${deed}.do`)}
        </Button>
      </div>
    </Dialog>
  )
}

function DoneDialog({ done, name, onClose }: { done: Done; name: string; onClose: () => void }) {
  const t = useTranslations('people')
  const formats = useFormats()
  if (done.deed === 'resetLink')
    return (
      <Dialog title={t('resetLink.doneTitle')} onClose={onClose} isHeld>
        <p role="status" className="text-sm text-muted">
          {t('resetLink.done', { name, until: formats.dayTime(Date.parse(done.expiresAt)) })}
        </p>
        <LinkField path={done.path} onClose={onClose} />
      </Dialog>
    )
  const count = done.deed === 'signOut' ? done.count : 0
  return (
    <Dialog title={t(`${done.deed}.doneTitle`)} onClose={onClose}>
      <p role="status" className="text-sm">
        {t(`${done.deed}.done`, { name, count })}
      </p>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {t('link.done')}
        </Button>
      </div>
    </Dialog>
  )
}

/** What was done, or why it was not. */
async function send(deed: SignInDeed, id: string): Promise<Done | PeopleProblem> {
  if (deed === 'resetLink') {
    const made = await resetLinkAction(id)
    return made.ok ? { deed, path: made.path, expiresAt: made.expiresAt } : made.problem
  }
  if (deed === 'signOut') {
    const ended = await signOutAction(id)
    return ended.ok ? { deed, count: ended.count } : ended.problem
  }
  const removed = await removeFactorAction(id)
  return removed.ok ? { deed } : removed.problem
}
