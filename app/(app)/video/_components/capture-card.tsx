'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Camera } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ChoiceGroup } from '@/components/ui/choice-group'
import { orderCapture, VIDEO_QUERY_KEY } from '@/lib/client/queries/video'
import type { VideoFailure, VideoStart } from '@/lib/domain/api/video'
import { CLIP_SECONDS, type Lens } from '@/lib/domain/video'
import { useVideoWords } from '../_hooks/use-video-words'
import { OrderList } from './order-list'

const KINDS = ['photo', 'clip'] as const
const LENSES: readonly Lens[] = ['front', 'inward', 'both']

/** Takes a photo or a clip now, and shows what became of those taken. */
export function CaptureCard({ start }: { start: VideoStart }) {
  const t = useTranslations('video.capture')
  const words = useVideoWords()
  const queries = useQueryClient()
  const [kind, setKind] = useState<(typeof KINDS)[number]>('photo')
  const [chosenLens, setLens] = useState<Lens>('front')
  const [seconds, setSeconds] = useState<string>('5')
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<VideoFailure | null>(null)
  // A photo is of one lens.
  const lens = kind === 'photo' && chosenLens === 'both' ? 'front' : chosenLens
  const take = async () => {
    setIsBusy(true)
    const length = CLIP_SECONDS.find((each) => kind === 'clip' && String(each) === seconds) ?? null
    const answer = await orderCapture(start.deviceId, { kind, lens, seconds: length })
    setIsBusy(false)
    setProblem(answer.kind === 'failed' ? answer : null)
    await queries.invalidateQueries({ queryKey: [...VIDEO_QUERY_KEY, 'orders', start.deviceId] })
  }
  return (
    <Card title={t('title')}>
      <div className="space-y-3 border-t border-line px-4 py-3">
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          <ChoiceGroup
            label={t('what')}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(value) }))}
            onChange={setKind}
          />
          <ChoiceGroup
            label={t('lens')}
            value={lens}
            options={LENSES.filter((value) => kind === 'clip' || value !== 'both').map((value) => ({
              value,
              label: words.lens(value),
            }))}
            onChange={setLens}
          />
          {kind === 'clip' ? (
            <ChoiceGroup
              label={t('length')}
              value={seconds}
              options={CLIP_SECONDS.map((value) => ({
                value: String(value),
                label: t('seconds', { count: value }),
              }))}
              onChange={setSeconds}
            />
          ) : null}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={isBusy} onClick={() => void take()}>
            <Camera aria-hidden className="size-4" />
            {isBusy ? t('asking') : kind === 'photo' ? t('takePhoto') : t('takeClip')}
          </Button>
          <p role="status" className="min-w-0 text-sm text-danger">
            {problem ? words.failure(problem) : null}
          </p>
        </div>
      </div>
      <OrderList start={start} kinds={KINDS} empty={t('none')} label={t('list')} />
    </Card>
  )
}
