'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { DEVICE_JOBS_QUERY_KEY } from '@/lib/client/queries/device-jobs'
import type { DeviceJobFailure, DeviceJobReply } from '@/lib/domain/api/device-jobs'

/** What a dialog of work on many devices is given. */
export type JobDialogProps = { deviceIds: string[]; onDone: () => void; onClose: () => void }

/** Begins work and opens its page; what stands against it is told in words, and nothing typed is lost. */
export function useBegin({ onDone, onClose }: Pick<JobDialogProps, 'onDone' | 'onClose'>) {
  const t = useTranslations('deviceJobs.failures')
  const router = useRouter()
  const queries = useQueryClient()
  const [why, setWhy] = useState<DeviceJobFailure | null>(null)
  const [isBusy, startTransition] = useTransition()
  const begin = (act: () => Promise<DeviceJobReply>) =>
    startTransition(async () => {
      setWhy(null)
      const reply = await act().catch(() => null)
      if (!reply?.ok) return setWhy(reply?.why ?? 'failed')
      await queries.invalidateQueries({ queryKey: DEVICE_JOBS_QUERY_KEY })
      router.push(`/devices/jobs/${reply.jobId}`)
      onDone()
      onClose()
    })
  return { begin, why, failure: why === null ? null : t(why), isBusy }
}
