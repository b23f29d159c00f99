'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import type { SignInNotice } from '../fields'

/** Says why signing in did not work. The region is always there, so that readers announce what appears in it. */
export function LoginNotice({ notice, tryNo }: { notice: SignInNotice; tryNo: number }) {
  return (
    <div aria-live="assertive" className="empty:hidden">
      {notice && <NoticeBanner key={tryNo} notice={notice} />}
    </div>
  )
}

function NoticeBanner({ notice }: { notice: NonNullable<SignInNotice> }) {
  const t = useTranslations('auth')
  const tone = notice.kind === 'refused' ? 'danger' : 'warning'
  return (
    <Banner tone={tone} title={t(`${notice.kind}Title`)} className="rounded">
      {notice.kind === 'throttled' ? <Countdown seconds={notice.retryAfterS} /> : t(notice.kind)}
    </Banner>
  )
}

/** Counts down for the eye; readers hear the first number only. */
function Countdown({ seconds }: { seconds: number }) {
  const t = useTranslations('auth')
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const endsAtMs = Date.now() + seconds * 1000
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAtMs - Date.now()) / 1000))), 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return (
    <>
      <span className="sr-only">{t('throttled', { seconds })}</span>
      <span aria-hidden className="tabular-nums">
        {left > 0 ? t('throttled', { seconds: left }) : t('throttledOver')}
      </span>
    </>
  )
}
