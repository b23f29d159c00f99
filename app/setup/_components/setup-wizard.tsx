'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { connectAction } from '@/app/(app)/settings/connection/admin-actions'
import type { RegionRow } from '@/components/connect/region-choice'
import { useAccountForm } from '@/components/connect/use-account-form'
import { buttonClasses } from '@/components/ui/button'
import { createQueryClient } from '@/lib/client/query-client'
import type { SetupProgress } from '@/lib/server/services/setup-progress'
import { AccountStep } from './account-step'
import { ImportStep } from './import-step'
import { PushStep } from './push-step'
import { RegionStep } from './region-step'
import { STEPS, type Step, StepFrame } from './step-frame'

export type SetupWizardProps = {
  /** The step the address names, whatever it is. */
  asked: unknown
  progress: SetupProgress
  regions: readonly RegionRow[]
  topicPaths: readonly string[]
}

/** What an owner does after the claim. It goes on where it was left; each step can be done later in the settings. */
export function SetupWizard({ asked, progress, regions, topicPaths }: SetupWizardProps) {
  const t = useTranslations('setup')
  const [queryClient] = useState(createQueryClient)
  const [step, setStep] = useState(() => firstStep(asked, progress))
  const go = useStepInAddress(step, setStep)
  const form = useAccountForm({
    connect: connectAction,
    keepKey: 'milepost-setup-account',
    onConnected: () => go('push'),
  })
  const { connection } = progress
  return (
    <QueryClientProvider client={queryClient}>
      <StepFrame step={step}>
        {step === 'region' ? <RegionStep form={form} regions={regions} onNext={() => go('account')} /> : null}
        {step === 'account' ? <AccountStep form={form} onBack={() => go('region')} /> : null}
        {(step === 'push' || step === 'import') && !connection ? (
          <p role="status" className="text-sm text-muted">
            {t('connecting')}
          </p>
        ) : null}
        {step === 'push' && connection ? (
          <PushStep
            connection={connection}
            push={progress.push}
            topicPaths={topicPaths}
            onNext={() => go('import')}
          />
        ) : null}
        {step === 'import' && connection ? <ImportStep connectionId={connection.id} /> : null}
      </StepFrame>
      {step === 'import' ? null : (
        <p className="text-sm text-muted">
          {t('later')}{' '}
          <Link href="/map" className={buttonClasses({ variant: 'quiet', size: 'sm' })}>
            {t('leave')}
          </Link>
        </p>
      )}
    </QueryClientProvider>
  )
}

/** The step of the address where it can be taken already, else the first that is not done. */
function firstStep(asked: unknown, { connection, push }: SetupProgress): Step {
  const named = STEPS.find((step) => step === asked && step !== 'owner')
  if (connection === null) return named === 'account' ? 'account' : 'region'
  return named ?? (push.hasAddress || connection.isRead ? 'import' : 'push')
}

/** Keeps the step in the address, so that a reload stays, and takes readers to its title. */
function useStepInAddress(step: Step, setStep: (step: Step) => void) {
  const isFirst = useRef(true)
  useEffect(() => {
    window.history.replaceState(null, '', `/setup?step=${step}`)
    if (!isFirst.current) document.getElementById('step-title')?.focus()
    isFirst.current = false
  }, [step])
  return setStep
}
