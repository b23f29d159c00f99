'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useCommandPage } from '@/lib/client/queries/commands'
import type { CommandPage } from '@/lib/domain/api/command'
import type { CommandAddress } from '../_hooks/command-address'
import { CommandRow } from './command-row'
import { HistoryFilters } from './history-filters'

export type HistoryCardProps = { address: CommandAddress; onGo: (change: Partial<CommandAddress>) => void }

/** What was sent, by whom, and what was answered; open ones change as news comes. */
export function HistoryCard({ address, onGo }: HistoryCardProps) {
  const t = useTranslations('commands.history')
  const tAll = useTranslations('commands')
  const [only] = address.deviceIds
  const isOfOne = address.deviceIds.length === 1 && address.filter.batchId === undefined
  const filter = { ...address.filter, deviceId: isOfOne ? only : undefined }
  const { data, error, refetch } = useCommandPage(filter, address.page)
  const isPlain = Object.values(filter).every((value) => value === undefined)
  return (
    <Card title={t('title')} aside={data ? <Pages data={data} page={address.page} onGo={onGo} /> : null}>
      <HistoryFilters address={address} onGo={onGo} />
      {isOfOne ? <p className="px-4 pb-3 text-sm text-muted">{t('chosenOnly')}</p> : null}
      {error && !data ? (
        <Banner
          tone="danger"
          title={tAll('failed')}
          actions={<Button onClick={() => void refetch()}>{tAll('retry')}</Button>}
        />
      ) : null}
      {!data && !error ? (
        <div role="status" className="space-y-4 border-t border-line p-4">
          <span className="sr-only">{tAll('loading')}</span>
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-4 w-2/5" />
        </div>
      ) : null}
      {data?.commands.length === 0 ? (
        <div className="border-t border-line px-4 py-8 text-center text-sm">
          <p className="font-medium">{isPlain ? t('none') : t('noneFit')}</p>
          <p className="mt-1 text-muted">{t('noneBody')}</p>
        </div>
      ) : null}
      {data && data.commands.length > 0 ? (
        <ul aria-label={t('title')} className="divide-y divide-line border-t border-line">
          {data.commands.map((command) => (
            <CommandRow key={command.id} command={command} onGo={onGo} />
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function Pages({ data, page, onGo }: { data: CommandPage; page: number; onGo: HistoryCardProps['onGo'] }) {
  const t = useTranslations('commands.history')
  const formats = useFormats()
  const { total, pageSize, commands } = data
  if (commands.length === 0) return null
  const from = (page - 1) * pageSize + 1
  const to = from + commands.length - 1
  const range = { from: formats.number(from), to: formats.number(to), total: formats.number(total) }
  return (
    <nav aria-label={t('pages')} className="flex items-center gap-2 text-sm text-muted tabular-nums">
      {t('range', range)}
      {total <= pageSize ? null : (
        <>
          <Button
            size="icon"
            aria-label={t('previous')}
            disabled={page === 1}
            onClick={() => onGo({ page: page - 1 })}
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
          </Button>
          <Button
            size="icon"
            aria-label={t('next')}
            disabled={to >= total}
            onClick={() => onGo({ page: page + 1 })}
          >
            <ChevronRight aria-hidden className="size-4 rtl:rotate-180" />
          </Button>
        </>
      )}
    </nav>
  )
}
