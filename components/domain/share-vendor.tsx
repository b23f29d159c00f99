'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import type { ShareActions, ShareTarget } from './share-actions'
import { ShareCheck, ShareInput } from './share-inputs'

type Props = { vehicles: readonly ShareTarget[]; getUrl: ShareActions['vendorUrl'] }

/** The vendor's own link, which nobody can end: offered for one vehicle, behind a warning. */
export function ShareVendor({ vehicles, getUrl }: Props) {
  const t = useTranslations('share.vendor')
  const [isOpen, setOpen] = useState(false)
  const [vehicle, ...others] = vehicles
  if (vehicle === undefined || others.length > 0) return null
  return (
    <>
      <Button variant="quiet" className="me-auto" onClick={() => setOpen(true)} aria-haspopup="dialog">
        {t('open')}
      </Button>
      {isOpen ? <VendorDialog vehicle={vehicle} getUrl={getUrl} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function VendorDialog({
  vehicle,
  getUrl,
  onClose,
}: {
  vehicle: ShareTarget
  getUrl: ShareActions['vendorUrl']
  onClose: () => void
}) {
  const t = useTranslations('share.vendor')
  const tFailures = useTranslations('share.failures')
  const [isSure, setSure] = useState(false)
  const [url, setUrl] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, startTransition] = useTransition()
  const ask = () =>
    startTransition(async () => {
      const answer = await getUrl(vehicle.id).catch(() => null)
      if (answer?.ok) setUrl(answer.url)
      else setFailure(answer?.message ?? tFailures(answer?.why ?? 'failed'))
    })
  return (
    <Dialog title={t('title')} onClose={onClose} className="max-w-md">
      <Banner tone="danger" title={t('warning')} className="rounded">
        {t('warningBody')}
      </Banner>
      {url === null ? (
        <>
          <ShareCheck
            label={t('sure', { name: vehicle.name })}
            checked={isSure}
            onChange={(event) => setSure(event.target.checked)}
          />
          <p role="status" className="text-sm text-danger empty:hidden">
            {failure}
          </p>
        </>
      ) : (
        <>
          <ShareInput label={t('address')} readOnly value={url} dir="ltr" />
          <CopyButton label={t('copy')} copiedLabel={t('copied')} getText={() => url}>
            {t('copy')}
          </CopyButton>
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('close')}</Button>
        {url === null ? (
          <Button variant="primary" disabled={!isSure || isBusy} onClick={ask}>
            {t('do')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  )
}
