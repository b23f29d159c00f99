'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { PushRejects, RejectFilter } from '@/lib/domain/api/push'
import { Ago } from '../../connection/_components/ago'
import { rejectAddress } from '../_hooks/reject-address'
import { useReasonWords } from '../_hooks/use-reason-words'

/** What waits, by reason and topic, the most frequent first. Each leads to its items. */
export function RejectGroups({ groups, filter }: { groups: PushRejects['groups']; filter: RejectFilter }) {
  const t = useTranslations('rejects.groups')
  const formats = useFormats()
  const wordsOf = useReasonWords()
  return (
    <Card title={t('title')}>
      <ul aria-label={t('caption')} className="divide-y divide-line border-t border-line text-sm">
        {groups.map(({ reason, topic, count, lastAt }) => (
          <li key={`${reason} ${topic}`}>
            <Link
              href={rejectAddress({ reason, topic, state: 'waiting' })}
              aria-current={filter.reason === reason && filter.topic === topic ? 'true' : undefined}
              className={ROW}
            >
              <span className="min-w-0 grow basis-64">
                <span className="font-medium">{wordsOf(reason).name}</span>
                <span className="block text-muted max-md:hidden">{wordsOf(reason).meaning}</span>
              </span>
              <span className="w-44 truncate text-muted" translate="no">
                <bdi>{topic}</bdi>
              </span>
              <span className="w-16 text-end font-semibold tabular-nums">{formats.number(count)}</span>
              <span className="w-24 text-end text-muted tabular-nums">
                <Ago at={lastAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const ROW =
  'flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-sunken aria-[current=true]:bg-accent-soft ' +
  'pointer-coarse:min-h-touch max-md:[&>*:not(:first-child)]:w-auto'
