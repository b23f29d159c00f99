'use client'

import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Detail, DetailList } from '@/components/ui/detail-list'
import { Skeleton } from '@/components/ui/skeleton'
import { useAccountProfile } from '@/lib/client/queries/accounts'
import { ACCOUNT_PERMISSIONS } from '@/lib/domain/account'
import type { AccountDetail, AccountProfile } from '@/lib/domain/api/accounts'

/** What is known of an account and of the person behind it. */
export function AccountFacts({ detail }: { detail: AccountDetail }) {
  const t = useTranslations('accounts.facts')
  const tKinds = useTranslations('accounts.kinds')
  const { id, login, kind } = detail.account
  const profile = useAccountProfile(id)
  return (
    <>
      <Card title={t('title')}>
        <DetailList>
          <Detail label={t('login')}>
            <span className="inline-flex items-center gap-1">
              <bdi>{login}</bdi>
              <CopyButton getText={() => login} label={t('copy')} copiedLabel={t('copied')} />
            </span>
          </Detail>
          <Detail label={t('kind')}>{tKinds(kind)}</Detail>
          <Detail label={t('connection')}>
            <bdi>{detail.connection}</bdi>
          </Detail>
          {profile.data === undefined ? null : <PersonRows profile={profile.data} />}
        </DetailList>
        {profile.data === undefined && !profile.isError ? <Skeleton className="m-4 h-24 rounded" /> : null}
        {profile.isError && profile.data === undefined ? (
          <p role="alert" className="flex flex-wrap items-center gap-2 px-4 py-3 text-sm text-muted">
            {t('failed')}
            <Button size="sm" onClick={() => void profile.refetch()}>
              {t('retry')}
            </Button>
          </p>
        ) : null}
      </Card>
      {profile.data === undefined ? null : <Permissions permissions={profile.data.permissions} />}
    </>
  )
}

function PersonRows({ profile }: { profile: AccountProfile }) {
  const t = useTranslations('accounts.facts')
  const { email, phone, companyName, contactPerson, remark, enabled, isFromVendor } = profile
  const rows: [string, ReactNode][] = [
    [t('company'), text(companyName)],
    [t('contact'), text(contactPerson)],
    [t('email'), text(email)],
    [t('phone'), text(phone)],
    ...(remark === null ? [] : [[t('remark'), text(remark)] as [string, ReactNode]]),
    ...(enabled === false ? [[t('state'), t('disabled')] as [string, ReactNode]] : []),
  ]
  return (
    <>
      {rows.map(([label, value]) => (
        <Detail key={label} label={label}>
          {value}
        </Detail>
      ))}
      {isFromVendor ? null : <p className="px-4 py-2.5 text-sm text-muted">{t('notTold')}</p>}
    </>
  )
}

function text(value: string | null): ReactNode {
  return value === null ? (
    <span aria-hidden className="text-faint">
      –
    </span>
  ) : (
    <bdi>{value}</bdi>
  )
}

/** What the account may do with the vendor's own pages and apps. */
function Permissions({ permissions }: Pick<AccountProfile, 'permissions'>) {
  const t = useTranslations('accounts.permissions')
  return (
    <Card title={t('title')}>
      {permissions === null ? (
        <p className="border-t border-line px-4 py-3 text-sm text-muted">{t('unknown')}</p>
      ) : (
        <ul className="grid gap-x-4 gap-y-2 border-t border-line px-4 py-3 text-sm sm:grid-cols-2">
          {ACCOUNT_PERMISSIONS.map((permission) => {
            const Icon = permissions[permission] ? Check : X
            return (
              <li key={permission} className="flex items-center gap-2">
                <Icon
                  aria-hidden
                  className={permissions[permission] ? 'size-4 text-success' : 'size-4 text-faint'}
                />
                <span className={permissions[permission] ? undefined : 'text-muted'}>
                  {t(`${permission}.name`)}
                  <span className="sr-only">: {t(permissions[permission] ? 'allowed' : 'refused')}</span>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
