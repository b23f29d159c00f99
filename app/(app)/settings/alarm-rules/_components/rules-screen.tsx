'use client'

import { Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LeaveDialog } from '@/components/domain/leave-dialog'
import { Button } from '@/components/ui/button'
import { useRules } from '@/lib/client/queries/notify'
import { useHeldPlace } from '@/lib/client/use-held-place'
import type { Rules } from '@/lib/domain/api/notify'
import { EmptyNote } from '../../connection/_components/empty-note'
import { RuleForm } from './rule-form'
import { RuleItem } from './rule-item'
import { ReadFailure, RulesFrame, RulesSkeleton } from './rules-frame'

/** The tenant's rules in their order, or the form of one. Which one is in the address. */
export function RulesScreen() {
  const t = useTranslations('notify.rules')
  const { data, error, refetch } = useRules()
  const { chosen, choose, isLeaving, setDirty, stay, leave } = useChosenRule()
  const rule = data?.rules.find(({ id }) => id === chosen) ?? null
  const isForm = data?.canEdit === true && (chosen === 'new' || rule !== null)
  if (isForm)
    return (
      <>
        <RuleForm
          key={chosen}
          rule={rule}
          onDirty={setDirty}
          onClose={() => {
            setDirty(false)
            choose(null)
          }}
        />
        {isLeaving ? <LeaveDialog onStay={stay} onLeave={leave} /> : null}
      </>
    )
  const add = (
    <Button variant="primary" onClick={() => choose('new')}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  )
  const retry = (
    <Button variant="primary" onClick={() => void refetch()}>
      {t('retry')}
    </Button>
  )
  return (
    <RulesFrame actions={data?.canEdit ? add : null}>
      {data ? (
        <p className="mb-4 max-w-3xl text-sm text-muted">{t(data.canEdit ? 'about' : 'aboutSeen')}</p>
      ) : null}
      {data ? <RuleList data={data} onOpen={choose} /> : null}
      {error && !data ? <ReadFailure onRetry={retry} /> : null}
      {data || error ? null : <RulesSkeleton />}
    </RulesFrame>
  )
}

function RuleList({ data: { rules, canEdit }, onOpen }: { data: Rules; onOpen: (id: string) => void }) {
  const t = useTranslations('notify.rules')
  if (rules.length === 0)
    return (
      <div className="rounded-lg border border-line bg-panel [&>*]:border-t-0">
        <EmptyNote title={t('noneTitle')} body={t(canEdit ? 'noneBody' : 'noneBodySeen')} />
      </div>
    )
  return (
    <ol aria-label={t('list')} className="divide-y divide-line rounded-lg border border-line bg-panel">
      {rules.map((rule, index) => (
        <RuleItem
          key={rule.id}
          rule={rule}
          canEdit={canEdit}
          place={{ isFirst: index === 0, isLast: index === rules.length - 1 }}
          onOpen={() => onOpen(rule.id)}
        />
      ))}
    </ol>
  )
}

/** The rule that the address names: its id, or `new`. A form with something unsaved stays until its reader lets it go. */
function useChosenRule() {
  const wished = useSearchParams().get('rule')
  const { place: chosen, isLeaving, setDirty, stay, leave } = useHeldPlace(wished, isOther)
  const choose = (id: string | null) => {
    const address = id === null ? '/settings/alarm-rules' : `/settings/alarm-rules?rule=${id}`
    window.history.pushState(null, '', address)
  }
  return {
    chosen,
    choose,
    isLeaving,
    setDirty,
    stay: () => {
      stay()
      if (chosen !== wished) choose(chosen)
    },
    leave,
  }
}

function isOther(a: string | null, b: string | null): boolean {
  return a !== b
}
