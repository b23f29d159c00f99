'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { SeverityIcon } from '@/components/domain/severity-icon'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { AlarmName } from '@/lib/client/alarm-names'
import { useFormats } from '@/lib/client/format/use-formats'
import { useRulePreview } from '@/lib/client/queries/notify'
import type { RuleDraft } from '@/lib/domain/alarm-rules'
import type { RulePreview } from '@/lib/domain/api/notify'

/** What the rule would have told of in the last seven days, when somebody asks. What was found for another draft goes. */
export function RulePreviewCard({ draft, isWhole }: { draft: RuleDraft; isWhole: boolean }) {
  const t = useTranslations('notify.preview')
  const { data, error, isPending, mutate, reset } = useRulePreview()
  const key = JSON.stringify(draft.definition)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft decides whether the answer is still its own.
  useEffect(() => reset(), [key])
  const ask = (
    <Button size="sm" disabled={isPending || !isWhole} onClick={() => mutate(draft)}>
      {t(isPending ? 'asking' : 'ask')}
    </Button>
  )
  return (
    <Card title={t('title')} aside={ask}>
      <div role="status" className="px-4 pb-3 text-sm">
        {data ? <Found preview={data} /> : null}
        {error ? <p className="text-danger">{t('failed')}</p> : null}
        {data || error ? null : <p className="text-muted">{t(isWhole ? 'about' : 'notWhole')}</p>}
      </div>
    </Card>
  )
}

function Found({ preview: { count, throttled, looked, isCut, alarms } }: { preview: RulePreview }) {
  const t = useTranslations('notify')
  const formats = useFormats()
  return (
    <div className="space-y-2">
      <p>
        <strong className="font-semibold">{t('preview.count', { count })}</strong>{' '}
        {t('preview.looked', { looked: formats.number(looked) })}{' '}
        {throttled > 0 ? t('preview.throttled', { count: throttled }) : ''} {isCut ? t('preview.cut') : ''}
      </p>
      {alarms.length === 0 ? null : (
        <ul
          aria-label={t('preview.title')}
          className="max-h-64 divide-y divide-line overflow-y-auto rounded border border-line scrollbar-quiet"
        >
          {alarms.map(({ id, name, severity, startedAt, vehicle }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 px-2 py-1.5">
              <SeverityIcon severity={severity} className="size-4" />
              <span className="sr-only">{t(`severity.${severity}`)}</span>
              <span className="min-w-0 grow basis-48 truncate">
                <bdi className="font-medium">{vehicle}</bdi> ·{' '}
                <bdi>
                  <AlarmName name={name} />
                </bdi>
              </span>
              <time dateTime={startedAt} className="text-muted tabular-nums">
                {formats.dateTime(Date.parse(startedAt))}
              </time>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
