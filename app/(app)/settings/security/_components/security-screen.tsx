'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useSecurity } from '@/lib/client/queries/security'
import { DemandCard } from './demand-card'
import { FactorCard } from './factor-card'
import { PasswordCard } from './password-card'
import { SecurityFrame, SecuritySkeleton } from './security-frame'
import { SessionsCard } from './sessions-card'

/** How a person signs in, and where they are signed in. */
export function SecurityScreen() {
  const t = useTranslations('security')
  const { data, error, refetch } = useSecurity()
  return (
    <SecurityFrame>
      {error === null ? null : (
        <Banner
          tone="warning"
          title={t('failedTitle')}
          className="rounded"
          actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>}
        >
          {t('failedBody')}
        </Banner>
      )}
      {data === undefined ? (
        error === null ? (
          <SecuritySkeleton />
        ) : null
      ) : (
        <>
          <FactorCard email={data.email} factor={data.factor} />
          <SessionsCard sessions={data.sessions} />
          <PasswordCard email={data.email} />
          {data.demand === null ? null : (
            <DemandCard demand={data.demand} hasOwn={data.factor.confirmedAt !== null} />
          )}
        </>
      )}
    </SecurityFrame>
  )
}
