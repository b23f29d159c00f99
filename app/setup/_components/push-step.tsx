'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { makeHookAction } from '@/app/(app)/settings/connection/actions'
import type { PushProblem } from '@/app/(app)/settings/connection/push-fields'
import { useLetter, VendorLetter } from '@/components/connect/vendor-letter'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { SetupProgress } from '@/lib/server/services/setup-progress'

type Made = { path: string; token: string }

export type PushStepProps = {
  connection: { id: string; account: string }
  push: SetupProgress['push']
  topicPaths: readonly string[]
  onNext: () => void
}

/** An address for the vendor to push to, with the words to ask for it. */
export function PushStep(props: PushStepProps) {
  const t = useTranslations('setup.push')
  const tProblems = useTranslations('push.problems')
  const [made, setMade] = useState<Made | null>(null)
  const [problem, setProblem] = useState<PushProblem | null>(null)
  const [isBusy, startTransition] = useTransition()
  const make = () =>
    startTransition(async () => {
      const answer = await makeHookAction(props.connection.id).catch(() => null)
      setProblem(answer === null ? { kind: 'failed' } : answer.ok ? null : answer.problem)
      if (answer?.ok) setMade(answer.value)
    })
  return (
    <div className="flex flex-col gap-4">
      {made ? <Letter made={made} {...props} /> : null}
      {!made && props.push.hasAddress ? <p className="text-sm">{t('has')}</p> : null}
      <div role="alert" className="empty:hidden">
        {problem ? (
          <Banner tone="danger" title={t('failed')} className="rounded">
            {tProblems(problem.kind, wordsOf(problem))}
          </Banner>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        {made ? null : (
          <Button variant={props.push.hasAddress ? 'secondary' : 'primary'} disabled={isBusy} onClick={make}>
            {t(props.push.hasAddress ? 'another' : 'make')}
          </Button>
        )}
        <Button variant={made || props.push.hasAddress ? 'primary' : 'secondary'} onClick={props.onNext}>
          {t(made || props.push.hasAddress ? 'next' : 'later')}
        </Button>
      </div>
    </div>
  )
}

function wordsOf(problem: PushProblem): { entry: string; max: number } {
  return { entry: 'entry' in problem ? problem.entry : '', max: 'max' in problem ? problem.max : 0 }
}

function Letter({ made, connection, push, topicPaths }: PushStepProps & { made: Made }) {
  const t = useTranslations('push.madeDialog')
  const letter = useLetter({ made, account: connection.account, origin: push.origin, topicPaths })
  return (
    <>
      <VendorLetter letter={letter} isReachable={push.isReachable} />
      <p className="text-sm text-muted">{t('how')}</p>
      <div>
        <CopyButton getText={() => letter} label={t('copy')} copiedLabel={t('copied')}>
          {t('copy')}
        </CopyButton>
      </div>
    </>
  )
}
