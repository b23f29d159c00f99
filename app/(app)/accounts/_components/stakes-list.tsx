'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import type { useAccountStakes } from '@/lib/client/queries/accounts'

const KINDS = ['accounts', 'devices', 'people', 'fences', 'reports'] as const

/** What hangs on an account, counted. What there is nothing of is left out. */
export function StakesList({
  stakes,
  title,
}: {
  stakes: ReturnType<typeof useAccountStakes>
  title: string
}) {
  const t = useTranslations('accounts.stakes')
  const formats = useFormats()
  const { data, isError, refetch } = stakes
  if (data === undefined)
    return isError ? (
      <p role="alert" className="flex items-center gap-2 text-sm text-muted">
        {t('failed')}
        <Button size="sm" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </p>
    ) : (
      <Skeleton className="h-16 w-full rounded" />
    )
  const shown = KINDS.filter((kind) => data[kind] > 0)
  return (
    <div className="rounded-lg bg-sunken px-4 py-3 text-sm">
      <p className="font-medium">{title}</p>
      {shown.length === 0 ? <p className="text-muted">{t('nothing')}</p> : null}
      <ul className="list-disc ps-5 tabular-nums">
        {shown.map((kind) => (
          <li key={kind}>{t(kind, { count: data[kind], shown: formats.number(data[kind]) })}</li>
        ))}
      </ul>
    </div>
  )
}
