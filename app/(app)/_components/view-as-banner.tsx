'use client'

import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/lib/client/format/use-formats'
import { useHydrated } from '@/lib/client/use-hydrated'
import { onViewChangeElsewhere, tellViewChange } from '@/lib/client/view-change-signal'
import { leaveViewAction } from './view-as-actions'

/** Whose view it is, as the shell is told. */
export type ShownView = { accountId: string; accountName: string; endsAtMs: number }

/** Stands above every page while somebody looks as a customer: whose view it is, what cannot be done, and the way out. */
export function ViewAsBanner({ view }: { view: ShownView }) {
  const t = useTranslations('viewAs')
  const formats = useFormats()
  // The server knows neither the zone nor the language of this browser.
  const isHydrated = useHydrated()
  const [hasFailed, setFailed] = useState(false)
  const [isBusy, start] = useTransition()
  const { accountId, accountName, endsAtMs } = view
  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), Math.max(0, endsAtMs - Date.now()) + GRACE_MS)
    return () => clearTimeout(timer)
  }, [endsAtMs])
  const leave = () =>
    start(async () => {
      const answer = await leaveViewAction().catch(() => null)
      if (!answer?.ok) return setFailed(true)
      tellViewChange()
      // A full page load, so that the page forgets what it knew of the view.
      window.location.assign(`/accounts?account=${accountId}`)
    })
  return (
    <section aria-label={t('label')} className={BANNER}>
      <Eye aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 grow text-sm">
        <strong className="font-semibold">{t.rich('title', { name: () => <bdi>{accountName}</bdi> })}</strong>{' '}
        <span className="max-sm:sr-only">{t('readOnly')}</span>{' '}
        {isHydrated ? (
          <span className="tabular-nums max-md:hidden" title={formats.exactTime(endsAtMs)}>
            {t('until', { time: formats.dateTime(endsAtMs) })}
          </span>
        ) : null}
        {hasFailed ? (
          <span role="alert" className="block font-medium">
            {t('failed')}
          </span>
        ) : null}
      </p>
      <Button onClick={leave} disabled={isBusy}>
        {t('leave')}
      </Button>
    </section>
  )
}

/** The view of a page that was open before somebody entered or left one in another page of this browser is not the one they have. */
export function ViewChangeListener() {
  useEffect(() => onViewChangeElsewhere(() => window.location.reload()), [])
  return null
}

/** The server's clock may be a little behind. */
const GRACE_MS = 2_000

const BANNER =
  'flex shrink-0 items-center gap-2.5 border-b border-warning bg-warning-soft px-3 py-1.5 text-ink ' +
  'pt-[max(0.375rem,env(safe-area-inset-top))] md:px-4'
