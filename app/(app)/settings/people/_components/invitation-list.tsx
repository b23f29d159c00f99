'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ProveIdentity } from '@/components/ui/prove-identity'
import { useFormats } from '@/lib/client/format/use-formats'
import { useInvitations } from '@/lib/client/queries/people'
import type { OpenInvitation, PeopleProblem } from '@/lib/domain/api/people'
import { proveAction, renewAction, revokeAction } from '../actions'
import type { IssuedLink } from './link-dialog'
import { LoadFailure, MorePages } from './page-frame'
import { useScopeWords } from './use-people-words'

export type InvitationListProps = { text: string; canMail: boolean } & ItemActs
type ItemActs = { onLink: (link: IssuedLink) => void; onChanged: () => void }

/** Who is invited and has not come yet, of those whose address holds a text; nothing where there is nobody. */
export function InvitationList({ text, canMail, onLink, onChanged }: InvitationListProps) {
  const t = useTranslations('people.invitations')
  const pages = useInvitations(text)
  if (pages.isPending) return null
  if (pages.data === undefined)
    return <LoadFailure title={t('failed')} onAgain={() => void pages.refetch()} />
  const invitations = pages.data.pages.flatMap((page) => page.invitations)
  if (invitations.length === 0) return null
  return (
    <Card title={t('title')}>
      <ul aria-busy={pages.isPlaceholderData} className="divide-y divide-line border-t border-line">
        {invitations.map((invitation) => (
          <InvitationItem
            key={invitation.id}
            invitation={invitation}
            canMail={canMail}
            onLink={onLink}
            onChanged={onChanged}
          />
        ))}
      </ul>
      <MorePages pages={pages} label={t('more')} />
    </Card>
  )
}

type ItemProps = ItemActs & { invitation: OpenInvitation; canMail: boolean }

function InvitationItem({ invitation, canMail, onLink, onChanged }: ItemProps) {
  const t = useTranslations('people')
  const formats = useFormats()
  const scopeWords = useScopeWords()
  const [problem, setProblem] = useState<PeopleProblem | null>(null)
  const [wasByMail, setByMail] = useState(false)
  const [isBusy, startTransition] = useTransition()
  const { id, email, role, scope, invitedBy, expiresAt, isExpired, isMailed } = invitation
  const renew = (byMail: boolean) => {
    setByMail(byMail)
    startTransition(async () => {
      const made = await renewAction(id, byMail).catch(() => null)
      setProblem(made?.ok ? null : (made?.problem ?? 'failed'))
      if (made?.ok) onLink({ email, path: made.path, isMailed: made.isMailed, byMail })
    })
  }
  const takeBack = () =>
    startTransition(async () => {
      const answer = await revokeAction(id).catch(() => null)
      setProblem(answer?.ok ? null : (answer?.problem ?? 'failed'))
      if (answer?.ok) onChanged()
    })
  const facts = [
    isExpired
      ? t('invitations.expired')
      : t('invitations.until', { when: formats.dayTime(Date.parse(expiresAt)) }),
    ...(invitedBy === null ? [] : [t('invitations.by', { name: invitedBy })]),
    ...(isMailed ? [t('invitations.mailed')] : []),
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 text-sm" data-invitation={email}>
      <div className="min-w-0 grow basis-64">
        <p className="truncate font-medium">{email}</p>
        <p className="text-muted">
          {t(`roles.${role}`)} · <bdi>{scopeWords(scope)}</bdi>
        </p>
        <p className={isExpired ? 'text-danger' : 'text-muted'}>{facts.join(' · ')}</p>
      </div>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t('invitations.actions', { email })}</legend>
        <Button size="sm" disabled={isBusy} onClick={() => renew(false)}>
          {t('invitations.newLink')}
        </Button>
        {canMail ? (
          <Button size="sm" disabled={isBusy} onClick={() => renew(true)}>
            {t('invitations.resend')}
          </Button>
        ) : null}
        <Button size="sm" variant="quiet" disabled={isBusy} onClick={takeBack}>
          {t('invitations.revoke')}
        </Button>
      </fieldset>
      <p role="alert" className="basis-full text-danger empty:hidden">
        {problem === null ? null : t(`problems.${problem}`)}
      </p>
      {problem === 'unproven' ? (
        <ProveIdentity prove={proveAction} facts={undefined} onProven={() => renew(wasByMail)} />
      ) : null}
    </li>
  )
}
