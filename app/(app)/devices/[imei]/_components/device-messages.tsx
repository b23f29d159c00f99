'use client'

import { ChevronLeft, ChevronRight, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { IconButton } from '@/components/ui/icon-button'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useDeviceMessages } from '@/lib/client/queries/telemetry'
import { type DeviceMessage, MAX_MESSAGE_PAGE } from '@/lib/domain/api/telemetry'
import { MessageRow } from './message-row'

const SPAN_MS = 24 * 3_600_000

/** The messages of the last day as they came. They stay as they are until somebody asks for newer ones. */
export function DeviceMessages({ deviceId, topics }: { deviceId: string; topics: readonly string[] }) {
  const t = useTranslations('devicePage.messages')
  const nowMs = useNow(60_000)
  const [opened, setOpened] = useState(0)
  const [topic, setTopic] = useState<string | null>(null)
  const [page, setPage] = useState(1)
  // Until the first render in the browser there is no time.
  if (opened === 0 && nowMs > 0) setOpened(nowMs + 60_000)
  const question = { topic, page, toMs: opened, spanMs: SPAN_MS }
  const { data, isError, refetch } = useDeviceMessages(deviceId, question)
  const choose = (chosen: string | null) => {
    setTopic(chosen)
    setPage(1)
  }
  const renew = () => {
    setOpened(Date.now())
    setPage(1)
  }
  return (
    <Card
      title={t('title')}
      aside={
        <>
          <TopicChooser topics={topics} value={topic} onChange={choose} />
          <IconButton icon={RotateCw} label={t('renew')} onClick={renew} tooltip="bottom-end" />
        </>
      }
    >
      {data ? (
        <MessageList messages={data.messages} />
      ) : (
        <Waiting isError={isError} onRetry={() => void refetch()} />
      )}
      {data && (page > 1 || data.hasMore) ? (
        <Pages page={page} hasMore={data.hasMore && page < MAX_MESSAGE_PAGE} onPage={setPage} />
      ) : null}
    </Card>
  )
}

type TopicChooserProps = {
  topics: readonly string[]
  value: string | null
  onChange: (topic: string | null) => void
}

function TopicChooser({ topics, value, onChange }: TopicChooserProps) {
  const t = useTranslations('devicePage.messages')
  return (
    <select
      aria-label={t('topic')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
      className="h-8 max-w-48 rounded border border-line bg-panel px-2 text-sm pointer-coarse:h-touch"
    >
      <option value="">{t('allTopics')}</option>
      {topics.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  )
}

function MessageList({ messages }: { messages: readonly DeviceMessage[] }) {
  const t = useTranslations('devicePage.messages')
  if (messages.length === 0)
    return <p className="border-t border-line px-4 py-4 text-sm text-muted">{t('none')}</p>
  return (
    <ul aria-label={t('title')} className="divide-y divide-line border-t border-line text-sm">
      {messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two messages may be alike in everything.
        <MessageRow key={`${message.at} ${message.topic} ${index}`} message={message} />
      ))}
    </ul>
  )
}

function Waiting({ isError, onRetry }: { isError: boolean; onRetry: () => void }) {
  const t = useTranslations('devicePage.messages')
  return (
    <div className="border-t border-line p-4">
      {isError ? (
        <p role="alert" className="flex items-center gap-3 text-sm">
          <span className="grow">{t('failed')}</span>
          <Button size="sm" onClick={onRetry}>
            {t('retry')}
          </Button>
        </p>
      ) : (
        <Skeleton className="h-40" />
      )}
    </div>
  )
}

type PagesProps = { page: number; hasMore: boolean; onPage: (page: number) => void }

function Pages({ page, hasMore, onPage }: PagesProps) {
  const t = useTranslations('devicePage.messages')
  const formats = useFormats()
  return (
    <nav
      aria-label={t('pages')}
      className="flex items-center justify-end gap-2 border-t border-line px-4 py-2"
    >
      <span className="text-sm text-muted tabular-nums">{t('page', { page: formats.number(page) })}</span>
      <IconButton
        icon={ChevronLeft}
        label={t('newer')}
        variant="secondary"
        className="rtl:-scale-x-100"
        disabled={page === 1}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        icon={ChevronRight}
        label={t('older')}
        variant="secondary"
        className="rtl:-scale-x-100"
        disabled={!hasMore}
        onClick={() => onPage(page + 1)}
        tooltip="bottom-end"
      />
    </nav>
  )
}
