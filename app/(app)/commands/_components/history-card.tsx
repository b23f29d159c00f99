'use client'

import { ChevronRight, ChevronsLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/lib/client/format/use-formats'
import { useCommandPage } from '@/lib/client/queries/commands'
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
  const { before } = address
  const { data, error, refetch } = useCommandPage(filter, before)
  const pages = data ? <Pages next={data.next} isNewest={before === undefined} onGo={onGo} /> : null
  const isPlain = Object.values(filter).every((value) => value === undefined)
  return (
    <Card title={t('title')} aside={pages}>
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
      {data?.commands.length === 0 && data.next === null ? (
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
      {data?.searchedTo ? <SearchedTo at={data.searchedTo} /> : null}
    </Card>
  )
}

type PagesProps = { next: string | null; isNewest: boolean; onGo: HistoryCardProps['onGo'] }

function Pages({ next, isNewest, onGo }: PagesProps) {
  const t = useTranslations('commands.history')
  if (isNewest && next === null) return null
  return (
    <nav aria-label={t('pages')} className="flex items-center gap-2">
      <Button
        size="icon"
        aria-label={t('newest')}
        disabled={isNewest}
        onClick={() => onGo({ before: undefined })}
      >
        <ChevronsLeft aria-hidden className="size-4 rtl:rotate-180" />
      </Button>
      <Button
        size="icon"
        aria-label={t('next')}
        disabled={next === null}
        onClick={() => onGo({ before: next ?? undefined })}
      >
        <ChevronRight aria-hidden className="size-4 rtl:rotate-180" />
      </Button>
    </nav>
  )
}

/** Looking through a long history goes piece by piece. */
function SearchedTo({ at }: { at: string }) {
  const t = useTranslations('commands.history')
  const formats = useFormats()
  const atMs = Date.parse(at)
  return (
    <p className="border-t border-line px-4 py-3 text-sm text-muted">
      {t.rich('searchedTo', {
        at: () => (
          <time dateTime={at} title={formats.exactTime(atMs)}>
            {formats.dateTime(atMs)}
          </time>
        ),
      })}
    </p>
  )
}
