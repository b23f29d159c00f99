'use client'

import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

export const STEPS = ['owner', 'region', 'account', 'push', 'import'] as const
export type Step = (typeof STEPS)[number]

/** One step of the first run with the way there: which are done, and which is now. */
export function StepFrame({ step, children }: { step: Step; children: ReactNode }) {
  const t = useTranslations('setup')
  const now = STEPS.indexOf(step)
  return (
    <>
      <nav aria-label={t('steps.label')}>
        <ol className="flex flex-wrap gap-x-4 gap-y-2 text-sm">
          {STEPS.map((each, place) => (
            <li
              key={each}
              aria-current={each === step ? 'step' : undefined}
              className={classNames(
                'flex items-center gap-1.5',
                each === step ? 'font-semibold text-ink' : 'text-muted',
              )}
            >
              <span
                aria-hidden
                className={classNames(
                  'grid size-5 place-items-center rounded-full border text-xs tabular-nums',
                  place < now
                    ? 'border-success text-success'
                    : place === now
                      ? 'border-accent bg-accent text-on-accent'
                      : 'border-line-strong',
                )}
              >
                {place < now ? <Check className="size-3" /> : place + 1}
              </span>
              {t(`steps.${each}`)}
              {place < now ? <span className="sr-only">{t('steps.done')}</span> : null}
            </li>
          ))}
        </ol>
      </nav>
      <section aria-labelledby="step-title" className="rounded-lg border border-line bg-panel p-4 sm:p-6">
        <h1 id="step-title" tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
          {t(`${step}.title`)}
        </h1>
        <p className="mt-1 mb-5 max-w-2xl text-sm text-muted">{t(`${step}.lead`)}</p>
        {children}
      </section>
    </>
  )
}
