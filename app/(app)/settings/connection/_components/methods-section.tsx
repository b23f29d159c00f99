'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import type { ConnectionStatus } from '@/lib/domain/api/connection'
import { EmptyNote } from './empty-note'
import { MethodCards } from './method-cards'
import { type MethodOrder, sortMethods, totalsOf } from './method-counts'
import { MethodSort } from './method-sort'
import { MethodTable } from './method-table'

export type MethodsSectionProps = {
  methods: ConnectionStatus['methods']
  /** What each method does, in a line, by its name. */
  summaries: Record<string, string>
}

/** Calls by method: a table on wide screens, cards on phones. */
export function MethodsSection({ methods, summaries }: MethodsSectionProps) {
  const t = useTranslations('settings.connection.methods')
  const [order, setOrder] = useState<MethodOrder>({ column: 'calls', direction: 'descending' })
  if (methods.length === 0) {
    return (
      <Card title={t('title')}>
        <EmptyNote title={t('emptyTitle')} body={t('emptyBody')} />
      </Card>
    )
  }
  const shown = { methods: sortMethods(methods, order), totals: totalsOf(methods), summaries }
  return (
    <Card title={t('title')} aside={<MethodSort order={order} onOrder={setOrder} />}>
      <MethodTable {...shown} order={order} onOrder={setOrder} />
      <MethodCards {...shown} />
    </Card>
  )
}
