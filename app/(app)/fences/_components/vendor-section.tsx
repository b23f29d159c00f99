'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { workOnFenceCopy } from '@/lib/client/queries/fences'
import type { FenceDetail, FenceVendorWork } from '@/lib/domain/api/fences'
import { useLookNowAndThen } from '../_hooks/use-look-now-and-then'
import { VendorVisits } from './vendor-visits'

export type VendorSectionProps = { fence: FenceDetail; canEdit: boolean; onChanged: () => void }

/** How the copy at the vendor stands, in what it differs, and what can be done about it. */
export function VendorSection({ fence, canEdit, onChanged }: VendorSectionProps) {
  const t = useTranslations('fences.vendor')
  const formats = useFormats()
  const [failure, setFailure] = useState<string | null>(null)
  const [running, setRunning] = useState<FenceVendorWork | null>(null)
  const [isBusy, start] = useTransition()
  const nowMs = useNow(15_000)
  useLookNowAndThen(fence, onChanged)
  const { vendor, differences, deviceProblems } = fence
  const run = (work: FenceVendorWork) =>
    start(async () => {
      setRunning(work)
      setFailure(null)
      const answer = await workOnFenceCopy(fence.id, work).catch(() => null)
      if (!answer?.ok) setFailure(answer?.message ?? t('failed'))
      setRunning(null)
      onChanged()
    })
  return (
    <section aria-labelledby="fence-vendor" className="space-y-2 rounded-lg border border-line p-3">
      <h3 id="fence-vendor" className="flex items-baseline justify-between gap-2 text-sm font-semibold">
        {t('title')}
        {vendor.checkedAt === null ? null : (
          <span
            className="font-normal text-faint tabular-nums"
            title={formats.exactTime(Date.parse(vendor.checkedAt))}
          >
            {t('seen', { age: formats.ago(Math.max(0, nowMs - Date.parse(vendor.checkedAt))) })}
          </span>
        )}
      </h3>
      <p className="text-sm">{vendor.kind === 'none' ? t('none') : t(`${vendor.kind}.${vendor.state}`)}</p>
      {differences.length === 0 ? null : (
        <p className="text-sm text-warning">
          {t('differences', { list: formats.list(differences.map((part) => t(`parts.${part}`))) })}
        </p>
      )}
      {failure === null && vendor.problem !== null ? (
        <p className="text-sm text-danger">{vendor.problem}</p>
      ) : null}
      {failure === null ? null : (
        <Banner tone="danger" title={t('failed')} className="rounded">
          {failure}
        </Banner>
      )}
      {deviceProblems.length === 0 ? null : (
        <ul className="space-y-1 text-sm">
          {deviceProblems.map(({ deviceId, name, problem }) => (
            <li key={deviceId}>
              <bdi className="font-medium">{name}</bdi>: {problem}
            </li>
          ))}
        </ul>
      )}
      {canEdit ? (
        <div className="flex flex-wrap gap-2">
          {worksFor(fence).map((work) => (
            <Button
              key={work}
              size="sm"
              disabled={isBusy}
              aria-busy={running === work}
              onClick={() => run(work)}
            >
              {running === work ? t('working') : t(`works.${work}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {vendor.kind === 'platform' && vendor.state !== 'failed' ? <VendorVisits fenceId={fence.id} /> : null}
      {fence.shape.kind === 'corridor' ? <p className="text-sm text-muted">{t('ownOnly')}</p> : null}
    </section>
  )
}

/** What can be done as things stand. */
function worksFor({ vendor, shape }: FenceDetail): FenceVendorWork[] {
  if (vendor.kind === 'device') return ['pushDevices', 'removeDevices']
  if (vendor.kind === 'platform') {
    const take: FenceVendorWork[] = vendor.state === 'differs' ? ['take'] : []
    return ['push', ...take, 'check', 'remove']
  }
  if (shape.kind === 'corridor') return []
  return shape.kind === 'circle' ? ['push', 'pushDevices'] : ['push']
}
