'use client'

import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/components/ui/class-names'
import type { CutReview } from '../_hooks/use-cut-review'

/** Each condition with whether it holds, by shape and word, and what is missing. */
export function CutConditions({ review, failed }: { review: CutReview; failed: boolean }) {
  const t = useTranslations('commands.cut')
  const tRefusals = useTranslations('commands.refusals')
  if (failed) return <p className="text-sm text-danger">{t('factsFailed')}</p>
  if (review.checks === null) return <p className="text-sm text-muted">{t('checking')}</p>
  return (
    <ul aria-label={t('conditions')} className="space-y-1.5 rounded border border-line px-3 py-2.5 text-sm">
      {review.checks.map(({ condition, refusals }) => {
        const holds = refusals.length === 0
        const Icon = holds ? Check : X
        return (
          <li
            key={condition}
            data-condition={condition}
            data-holds={holds}
            className="flex items-start gap-2"
          >
            <Icon
              aria-hidden
              className={classNames('mt-px size-4 shrink-0', holds ? 'text-success' : 'text-danger')}
            />
            <span className="min-w-0">
              <span className="sr-only">{holds ? t('holds') : t('missing')}: </span>
              {t(`condition.${condition}`)}
              {refusals.map((refusal) => (
                <span key={refusal} className="block text-muted">
                  {tRefusals(refusal)}
                </span>
              ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
