'use client'

import { useTranslations } from 'next-intl'
import { Banner, type BannerTone } from '@/components/ui/banner'
import { LoginNotice } from '../../_components/login-notice'
import type { StepNotice as Notice, StepWay } from '../fields'

/** Says why the code did not do. The region is always there, so that readers announce what appears in it. */
export function StepNotice({ notice, tryNo, way }: { notice: Notice; tryNo: number; way: StepWay }) {
  const t = useTranslations('auth.step')
  switch (notice?.kind) {
    case 'unavailable':
    case 'offline':
    case 'throttled':
      return <LoginNotice notice={notice} tryNo={tryNo} />
    case 'refused':
      return (
        <Announced tone="danger" tryNo={tryNo} title={t('refusedTitle')}>
          {way === 'recovery' ? t('refusedRecovery') : t('refused')}
        </Announced>
      )
    case 'gone':
      return (
        <Announced tone="warning" tryNo={tryNo} title={t('goneTitle')}>
          {t('gone')}
        </Announced>
      )
    default:
      return <div aria-live="assertive" className="empty:hidden" />
  }
}

type AnnouncedProps = { tone: BannerTone; tryNo: number; title: string; children: string }

function Announced({ tone, tryNo, title, children }: AnnouncedProps) {
  return (
    <div aria-live="assertive" className="empty:hidden">
      <Banner key={tryNo} tone={tone} title={title} className="rounded">
        {children}
      </Banner>
    </div>
  )
}
