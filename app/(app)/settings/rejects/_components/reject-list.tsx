'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClasses } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { PushReject, PushRejects } from '@/lib/domain/api/push'
import { EmptyNote } from '../../connection/_components/empty-note'
import { type RejectAddress, rejectAddress } from '../_hooks/reject-address'
import { useReasonWords } from '../_hooks/use-reason-words'
import { RejectFilters } from './reject-filters'

export type RejectListProps = { data: PushRejects; address: RejectAddress; onOpen: (id: string) => void }

/** The items that fit the filter, the newest first, a page at a time. */
export function RejectList({ data, address, onOpen }: RejectListProps) {
  const t = useTranslations('rejects')
  return (
    <Card title={t('list.title')} aside={<Pages data={data} address={address} />}>
      <RejectFilters filter={address.filter} />
      {data.rejects.length === 0 ? (
        <EmptyNote title={t('noneFitTitle')} body={t('noneFitBody')} />
      ) : (
        <ul aria-label={t('list.caption')} className="divide-y divide-line border-t border-line text-sm">
          {data.rejects.map((reject) => (
            <li key={reject.id}>
              <Row reject={reject} onOpen={() => onOpen(reject.id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Row({ reject, onOpen }: { reject: PushReject; onOpen: () => void }) {
  const t = useTranslations('rejects.list')
  const formats = useFormats()
  const wordsOf = useReasonWords()
  const receivedMs = Date.parse(reject.receivedAt)
  return (
    <button type="button" aria-haspopup="dialog" onClick={onOpen} className={ROW}>
      <time
        dateTime={reject.receivedAt}
        title={formats.exactTime(receivedMs)}
        className="w-36 shrink-0 text-muted tabular-nums"
      >
        {formats.dateTime(receivedMs)}
      </time>
      <span className="min-w-0 grow basis-64">
        <span className="font-medium">{wordsOf(reject.reason).name}</span>
        <span className="block truncate text-muted">
          <bdi>{reject.detail}</bdi>
        </span>
      </span>
      <span className="w-44 truncate text-muted" translate="no">
        <bdi>{reject.topic}</bdi>
      </span>
      <span className="w-36 truncate text-end tabular-nums">{reject.imei ?? t('noDevice')}</span>
    </button>
  )
}

const ROW =
  'flex w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-start hover:bg-sunken ' +
  'pointer-coarse:min-h-touch max-md:[&>*]:w-auto'

function Pages({ data, address }: { data: PushRejects; address: RejectAddress }) {
  const t = useTranslations('rejects.list')
  const formats = useFormats()
  const { total, pageSize, rejects } = data
  const { filter, page } = address
  if (rejects.length === 0) return null
  const from = (page - 1) * pageSize + 1
  const to = from + rejects.length - 1
  return (
    <nav aria-label={t('pages')} className="flex items-center gap-2 text-sm text-muted tabular-nums">
      {t('range', { from: formats.number(from), to: formats.number(to), total: formats.number(total) })}
      {total <= pageSize ? null : (
        <>
          <PageLink label={t('previous')} href={page > 1 ? rejectAddress(filter, page - 1) : null}>
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
          </PageLink>
          <PageLink label={t('next')} href={to < total ? rejectAddress(filter, page + 1) : null}>
            <ChevronRight aria-hidden className="size-4 rtl:rotate-180" />
          </PageLink>
        </>
      )}
    </nav>
  )
}

type PageLinkProps = {
  label: string
  href: ReturnType<typeof rejectAddress> | null
  children: ReactNode
}

function PageLink({ label, href, children }: PageLinkProps) {
  const look = buttonClasses({ size: 'icon' })
  if (href === null)
    return (
      <button type="button" disabled aria-label={label} className={look}>
        {children}
      </button>
    )
  return (
    <Link href={href} aria-label={label} className={look}>
      {children}
    </Link>
  )
}
