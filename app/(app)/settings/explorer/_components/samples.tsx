'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { ExplorerSample } from '@/lib/domain/api/explorer'

export type SamplesProps = {
  samples: readonly ExplorerSample[]
  onFill: (sample: ExplorerSample) => void
}

/** Inputs to begin with, for a method that does many things. */
export function Samples({ samples, onFill }: SamplesProps) {
  const t = useTranslations('explorer')
  return (
    <Card title={t('samples')}>
      <ul className="divide-y divide-line border-t border-line">
        {samples.map((sample) => (
          <li key={sample.title} className="flex items-start gap-3 px-4 py-2.5">
            <div lang="en" className="min-w-0 grow text-sm">
              <p className="font-medium tabular-nums">{sample.title}</p>
              <p className="text-muted">{sample.note}</p>
              {sample.text === '' ? null : (
                <code className="mt-0.5 block font-mono text-xs wrap-anywhere">{sample.text}</code>
              )}
            </div>
            <Button
              size="sm"
              variant="quiet"
              aria-label={t('useSampleOf', { title: sample.title })}
              onClick={() => onFill(sample)}
            >
              {t('useSample')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
