'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { PushStatus } from '@/lib/domain/api/push'
import { Ago } from './ago'
import { EndHookDialog } from './end-hook-dialog'

type Hook = PushStatus['hooks'][number]

/** The standing addresses, the newest first. What they are made of nobody can see any more. */
export function PushHooks({ hooks }: { hooks: readonly Hook[] }) {
  const t = useTranslations('push')
  const formats = useFormats()
  const [ending, setEnding] = useState<Hook | null>(null)
  return (
    <>
      <ul className="space-y-2">
        {hooks.map((hook, place) => (
          <li key={hook.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 grow">
              {t.rich('made', { age: () => <Ago at={hook.createdAt} /> })}
              {place === 0 && hooks.length > 1 ? ` (${t('newest')})` : ''}
              <span className="block text-muted">
                {hook.lastReceivedAt === null
                  ? t('unused')
                  : t.rich('used', { age: () => <Ago at={hook.lastReceivedAt ?? ''} /> })}
              </span>
            </span>
            <Button
              size="sm"
              aria-label={t('endLabel', { date: formats.dateTime(Date.parse(hook.createdAt)) })}
              onClick={() => setEnding(hook)}
            >
              {t('end')}
            </Button>
          </li>
        ))}
      </ul>
      {ending ? (
        <EndHookDialog hook={ending} isLast={hooks.length === 1} onClose={() => setEnding(null)} />
      ) : null}
    </>
  )
}
