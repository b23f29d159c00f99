'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Banner } from '@/components/ui/banner'
import { Skeleton } from '@/components/ui/skeleton'
import type { CallReply } from '@/lib/client/queries/explorer'
import type { ExplorerHeld } from '@/lib/domain/api/explorer'
import { OrderView } from './order-view'
import { RequestCard } from './request-card'
import { ResultView } from './result-view'

export type ReplyViewProps = { reply: CallReply | null; isSending: boolean }

/** What came of sending. */
export function ReplyView({ reply, isSending }: ReplyViewProps) {
  const t = useTranslations('explorer')
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!reply || reply.kind === 'invalid' || reply.kind === 'unconfirmed') return
    // Below the form on narrow screens, where nobody would see it arrive.
    const topPx = ref.current?.getBoundingClientRect().top ?? 0
    if (topPx > window.innerHeight * LOW_ON_SCREEN) ref.current?.scrollIntoView({ block: 'start' })
  }, [reply])
  return (
    <section ref={ref} aria-label={t('result')} aria-busy={isSending} className="scroll-mt-4 space-y-4">
      {isSending ? <Skeleton className="h-40" /> : <Reply reply={reply} />}
    </section>
  )
}

const LOW_ON_SCREEN = 0.6

function Reply({ reply }: { reply: CallReply | null }) {
  const t = useTranslations('explorer')
  if (reply?.kind === 'done') return <ResultView result={reply.result} />
  if (reply?.kind === 'ordered') return <OrderView ordered={reply.ordered} />
  if (reply?.kind === 'refused')
    return (
      <>
        <Banner tone="warning" title={t('notSent')} className="rounded-lg">
          <HeldWords held={reply.held} />
        </Banner>
        <RequestCard request={reply.held.request} title={t('requestBuilt')} />
      </>
    )
  if (reply?.kind === 'failed')
    return (
      <Banner
        tone="danger"
        title={t(reply.status === 0 || reply.status >= 500 ? 'failed.unsure' : 'failed.title')}
        className="rounded-lg"
      >
        {reply.message === '' ? t('failed.noAnswer') : reply.message}
        {reply.status === 404 ? ` ${t('failed.notYours')}` : ''}
      </Banner>
    )
  return (
    <div className="rounded-lg border border-dashed border-line px-6 py-12 text-center max-xl:hidden">
      <p className="font-semibold">{t('emptyTitle')}</p>
      <p className="mx-auto mt-1 max-w-sm text-sm text-balance text-muted">{t('emptyBody')}</p>
    </div>
  )
}

function HeldWords({ held: { reason, problem } }: { held: ExplorerHeld }) {
  const t = useTranslations('explorer')
  const words = useTranslations('commands.problems')
  if (reason === 'order') return problem === null ? null : words(problem)
  if (reason !== 'cut') return t(`shut.${reason ?? 'not_listed'}`)
  return t.rich('order.cut', {
    link: (label) => (
      <Link href="/commands" className="font-medium text-accent underline">
        {label}
      </Link>
    ),
  })
}
