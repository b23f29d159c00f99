'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { useAccountProfile } from '@/lib/client/queries/accounts'
import type { AccountNode, AccountProfile } from '@/lib/domain/api/accounts'
import { personProblems, usePersonDraft } from '../_hooks/use-person-draft'
import { updateAccountAction } from '../actions'
import { FormFrame } from './form-frame'
import { PersonFields } from './person-fields'

export type EditFormProps = { account: AccountNode; onSaved: () => Promise<void>; onCancel: () => void }

/** Editing begins with what the vendor tells of the account: without it, a form would wipe what it does not know. */
export function EditForm({ account, onSaved, onCancel }: EditFormProps) {
  const t = useTranslations('accounts')
  const profile = useAccountProfile(account.id, { isFresh: true })
  const [fresh, setFresh] = useState<AccountProfile | null>(null)
  // What was read for the facts a minute ago may have changed; what comes later must not change what is being typed.
  if (fresh === null && profile.isFetchedAfterMount && profile.isSuccess && !profile.isFetching)
    setFresh(profile.data)
  if (fresh !== null)
    return <LoadedForm account={account} profile={fresh} onSaved={onSaved} onCancel={onCancel} />
  if (!profile.isError || profile.isFetching)
    return (
      <div className="mx-auto w-full max-w-3xl space-y-5 p-4 md:p-6" aria-hidden>
        <Skeleton className="h-10 w-1/2 rounded" />
        <Skeleton className="h-64 w-full rounded-lg" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </div>
    )
  return (
    <Notice icon={CloudOff} title={t('facts.failed')} body={t('failed.body')} isAlert>
      <div className="flex gap-2">
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
        <Button variant="primary" onClick={() => void profile.refetch()}>
          {t('failed.retry')}
        </Button>
      </div>
    </Notice>
  )
}

function LoadedForm({ account, profile, onSaved, onCancel }: EditFormProps & { profile: AccountProfile }) {
  const t = useTranslations('accounts.form')
  const tEdit = useTranslations('accounts.edit')
  const { person, change } = usePersonDraft({
    name: account.name,
    email: profile.email ?? '',
    phone: profile.phone ?? '',
    contactPerson: profile.contactPerson ?? '',
    companyName: profile.companyName ?? '',
    permissions: profile.permissions,
  })
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, start] = useTransition()
  const problems = personProblems(person)
  const save = () => {
    setTried(true)
    if (problems.length > 0) return
    start(async () => {
      setFailure(null)
      const answer = await updateAccountAction(account.id, person).catch(() => null)
      if (answer?.ok) await onSaved()
      else setFailure(answer?.message ?? t('noAnswer'))
    })
  }
  return (
    <FormFrame
      title={tEdit('title')}
      lead={tEdit.rich('which', { login: () => <bdi className="font-medium text-ink">{account.login}</bdi> })}
      submit={tEdit('submit')}
      failure={failure}
      isBusy={isBusy}
      onSubmit={save}
      onCancel={onCancel}
    >
      <PersonFields person={person} problems={isTried ? problems : []} mayStay onChange={change} />
    </FormFrame>
  )
}
