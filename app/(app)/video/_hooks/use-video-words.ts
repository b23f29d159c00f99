'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useFormats } from '@/lib/client/format/use-formats'
import type { VideoFailure, VideoProblem, VideoStart } from '@/lib/domain/api/video'
import { type Lens, sizeParts } from '@/lib/domain/video'

/** Words of cameras, sizes and failures in the reader's language. */
export function useVideoWords() {
  const t = useTranslations('video')
  const formats = useFormats()
  return useMemo(() => {
    const problem = ({ kind, code, words }: VideoProblem) => {
      if (kind !== 'refused' || code === null) return t(`problems.${kind}`)
      return words === null
        ? t('problems.refusedCode', { code })
        : t('problems.refusedWords', { code, words })
    }
    return {
      formats,
      /** "1.2 MB" */
      size: (bytes: number) => {
        const { value, unit } = sizeParts(bytes)
        return t(`sizes.${unit}`, { value: value < 100 ? formats.decimal(value) : formats.number(value) })
      },
      /** "4:05" */
      clock: (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
      channel: (start: Pick<VideoStart, 'channels'>, channel: number) => {
        const at = start.channels.indexOf(channel)
        if (at === 0) return t('channels.front')
        return at === 1 ? t('channels.inward') : t('channels.other', { number: at + 1 })
      },
      lens: (lens: Lens) => t(`lenses.${lens}`),
      problem,
      failure: (failure: VideoFailure) =>
        failure.why === 'vendor' ? problem(failure.problem) : t(`failures.${failure.why}`),
    }
  }, [t, formats])
}
