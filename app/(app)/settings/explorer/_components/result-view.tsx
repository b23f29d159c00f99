'use client'

import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { CappedText, ExplorerOutcome, ExplorerResult } from '@/lib/domain/api/explorer'
import { OutcomeSummary } from './outcome-summary'
import { RequestCard } from './request-card'

/** All that is known of a call: how it ended, what was read, what came, what was sent. */
export function ResultView({ result }: { result: ExplorerResult }) {
  const t = useTranslations('explorer')
  const { outcome, exchanges } = result
  const last = exchanges.at(-1)
  return (
    <>
      <OutcomeSummary result={result} />
      {outcome.kind === 'answered' && outcome.droppedCount > 0 ? <DroppedRows outcome={outcome} /> : null}
      {outcome.kind === 'answered' ? <TextCard title={t('decoded')} shown={outcome.decoded} isJson /> : null}
      {last?.raw ? <TextCard title={t('raw')} shown={last.raw} /> : null}
      {last ? <RequestCard request={last.request} title={t('requestSent')} /> : null}
    </>
  )
}

function DroppedRows({ outcome }: { outcome: ExplorerOutcome & { kind: 'answered' } }) {
  const t = useTranslations('explorer')
  const { dropped, droppedCount } = outcome
  return (
    <Card title={t('dropped', { count: droppedCount })}>
      <p className="px-4 pb-3 text-sm text-muted">{t('droppedBody')}</p>
      <ul className="max-h-60 divide-y divide-line overflow-y-auto border-t border-line text-sm">
        {dropped.map(({ index, reason }) => (
          <li key={index} className="px-4 py-2">
            {t('droppedRow', { number: index + 1 })} <code className="font-mono">{reason}</code>
          </li>
        ))}
      </ul>
      {dropped.length < droppedCount ? (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">
          {t('droppedMore', { count: droppedCount - dropped.length })}
        </p>
      ) : null}
    </Card>
  )
}

function TextCard({ title, shown, isJson = false }: { title: string; shown: CappedText; isJson?: boolean }) {
  const t = useTranslations('explorer')
  const formats = useFormats()
  const size = formats.number(Math.ceil(shown.totalBytes / 1024))
  return (
    <Card
      title={title}
      aside={
        <>
          <span className="text-sm text-muted tabular-nums">{t('size', { size })}</span>
          <CopyButton getText={() => shown.text} label={t('copyText', { title })} copiedLabel={t('copied')} />
        </>
      }
    >
      {shown.cut ? (
        <p className="border-t border-line bg-warning-soft px-4 py-2 text-sm">{t('cut', { size })}</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section tabIndex={0} aria-label={t('textOf', { title })} className={isJson ? PRETTY : RAW}>
        <pre dir="ltr" translate="no" className={isJson ? '' : 'whitespace-pre-wrap wrap-anywhere'}>
          {shown.text}
        </pre>
      </section>
    </Card>
  )
}

const TEXT = 'scrollbar-quiet overflow-auto border-t border-line px-4 py-3 font-mono text-xs '
const PRETTY = `${TEXT} max-h-[32rem]`
const RAW = `${TEXT} max-h-72`
