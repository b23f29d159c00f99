'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Card } from '@/components/ui/card'
import type { VideoFailure, VideoStart } from '@/lib/domain/api/video'
import { LIVE_LIMITS_S } from '@/lib/domain/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { setLimitAction } from '../actions'

/** What the camera's streams took of its data, and how long they may run. */
export function DataCard({ start, onChanged }: { start: VideoStart; onChanged: () => void }) {
  const t = useTranslations('video.use')
  const words = useVideoWords()
  const [problem, setProblem] = useState<VideoFailure | null>(null)
  const setLimit = async (limitS: number) => {
    const answer = await setLimitAction({ limitS }).catch(
      (): VideoFailure => ({ kind: 'failed', why: 'other' }),
    )
    setProblem(answer.kind === 'failed' ? answer : null)
    onChanged()
  }
  const minutes = (limitS: number) => t('minutes', { count: limitS / 60 })
  return (
    <Card title={t('title')}>
      <div className="space-y-2 border-t border-line px-4 py-3 text-sm">
        <p>
          <strong className="text-base font-semibold tabular-nums">{words.size(start.monthBytes)}</strong>{' '}
          {t('month')}
        </p>
        <p className="text-muted">{t('how')}</p>
        {start.maySetLimit ? (
          <label className="flex flex-wrap items-center gap-2">
            {t('limit')}
            <select
              value={start.limitS}
              onChange={(event) => void setLimit(Number(event.target.value))}
              className="h-8 rounded border border-line-strong bg-panel px-2 text-ink pointer-coarse:h-touch pointer-coarse:text-lg"
            >
              {LIVE_LIMITS_S.map((limitS) => (
                <option key={limitS} value={limitS}>
                  {minutes(limitS)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p>{t('limitIs', { time: minutes(start.limitS) })}</p>
        )}
        {problem ? (
          <p role="alert" className="text-danger">
            {words.failure(problem)}
          </p>
        ) : null}
      </div>
    </Card>
  )
}
