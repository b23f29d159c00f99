'use client'

import { useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { NOTIFY_QUERY_KEY } from '@/lib/client/queries/notify'
import type { RuleRow } from '@/lib/domain/api/notify'
import { useRuleWords } from '../_hooks/use-rule-words'
import { enableRuleAction, moveRuleAction, type RuleAnswer } from '../actions'
import { Switch } from './switch'

export type RuleItemProps = {
  rule: RuleRow
  canEdit: boolean
  place: { isFirst: boolean; isLast: boolean }
  onOpen: () => void
}

/** One rule in words, with its switch and its place in the order. */
export function RuleItem({ rule, canEdit, place, onOpen }: RuleItemProps) {
  const t = useTranslations('notify.rules')
  const { about, effect } = useRuleWords(rule)
  const { isBusy, failure, run } = useRuleWork()
  const { id, name, enabled } = rule
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-64">
        <h2 className="flex flex-wrap items-baseline gap-x-2 text-base font-semibold">
          <bdi className="min-w-0 break-words">{name}</bdi>
          {enabled ? null : <span className="text-sm font-medium text-muted">{t('off')}</span>}
        </h2>
        <p className="text-sm text-muted">{about}</p>
        <p className="text-sm text-muted">{effect}</p>
        <p role="status" className="text-sm text-danger empty:hidden">
          {failure ?? ''}
        </p>
      </div>
      {canEdit ? (
        <div className="flex items-center gap-1">
          <IconButton
            icon={ArrowUp}
            label={t('earlier', { name })}
            disabled={place.isFirst || isBusy}
            onClick={() => run(() => moveRuleAction(id, -1))}
          />
          <IconButton
            icon={ArrowDown}
            label={t('later', { name })}
            disabled={place.isLast || isBusy}
            onClick={() => run(() => moveRuleAction(id, 1))}
          />
          <IconButton icon={Pencil} label={t('edit', { name })} onClick={onOpen} tooltip="bottom-end" />
          <Switch
            label={t('switch', { name })}
            isOn={enabled}
            disabled={isBusy}
            onChange={(isOn) => run(() => enableRuleAction(id, isOn))}
          />
        </div>
      ) : null}
    </li>
  )
}

function useRuleWork() {
  const t = useTranslations('notify.rules')
  const queries = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const run = (work: () => Promise<RuleAnswer>) =>
    startTransition(async () => {
      const answer = await work().catch(() => null)
      setFailure(answer?.ok ? null : answer?.message || t('notSaved'))
      await queries.invalidateQueries({ queryKey: NOTIFY_QUERY_KEY })
    })
  return { isBusy, failure, run }
}
