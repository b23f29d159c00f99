'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { RejectFilter } from '@/lib/domain/api/push'
import { rejectAddress } from '../_hooks/reject-address'
import { useReasonWords } from '../_hooks/use-reason-words'

/** Which items are listed. Every choice is a link, for it stands in the address. */
export function RejectFilters({ filter }: { filter: RejectFilter }) {
  const t = useTranslations('rejects.filter')
  const wordsOf = useReasonWords()
  const { reason, topic, state } = filter
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center gap-2 px-4 pb-3">
      <span className="flex overflow-hidden rounded border border-line">
        {STATES.map((each) => (
          <Link
            key={each}
            href={rejectAddress({ ...filter, state: each === 'all' ? undefined : each })}
            aria-current={(state ?? 'all') === each ? 'true' : undefined}
            className={STATE}
          >
            {t(each)}
          </Link>
        ))}
      </span>
      {reason === undefined ? null : (
        <Chip
          name={t('reason', { reason: wordsOf(reason).name })}
          without={{ ...filter, reason: undefined }}
        />
      )}
      {topic === undefined ? null : (
        <Chip name={t('topic', { topic })} without={{ ...filter, topic: undefined }} />
      )}
    </nav>
  )
}

const STATES = ['waiting', 'replayed', 'all'] as const

function Chip({ name, without }: { name: string; without: RejectFilter }) {
  const t = useTranslations('rejects.filter')
  return (
    <Link href={rejectAddress(without)} aria-label={t('remove', { name })} className={CHIP}>
      <bdi className="truncate">{name}</bdi>
      <X aria-hidden className="size-3.5 shrink-0" />
    </Link>
  )
}

const STATE =
  'flex h-7 items-center border-line px-3 text-sm font-medium not-first:border-s hover:bg-sunken ' +
  'aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent pointer-coarse:h-touch'
const CHIP =
  'flex h-7 max-w-full items-center gap-1.5 rounded border border-accent bg-accent-soft px-2.5 text-sm hover:bg-sunken ' +
  'pointer-coarse:h-touch'
