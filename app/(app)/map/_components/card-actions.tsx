'use client'

import { Crosshair, Link2, LocateFixed, Phone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, buttonClasses } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

export type CardActionsProps = {
  hasPosition: boolean
  follow: boolean
  onFollow: (follow: boolean) => void
  onCentre: () => void
  driverName: string | null
  driverPhone: string | null
}

export function CardActions(props: CardActionsProps) {
  const t = useTranslations('map.card')
  const icon = 'size-4'
  return (
    <div className="flex shrink-0 flex-wrap gap-1.5 border-b border-line px-4 pb-3">
      <Button
        aria-pressed={props.follow}
        disabled={!props.hasPosition}
        onClick={() => props.onFollow(!props.follow)}
      >
        <LocateFixed aria-hidden className={icon} strokeWidth={1.75} />
        {t('follow')}
      </Button>
      <Button disabled={!props.hasPosition} onClick={props.onCentre}>
        <Crosshair aria-hidden className={icon} strokeWidth={1.75} />
        {t('centre')}
      </Button>
      <CopyButton
        icon={Link2}
        label={t('copyLink')}
        copiedLabel={t('linkCopied')}
        getText={() => window.location.origin + window.location.pathname + deviceSearch()}
      >
        {t('copyLink')}
      </CopyButton>
      {props.driverPhone ? (
        <a
          href={`tel:${props.driverPhone.replace(/[^\d+]/g, '')}`}
          title={props.driverPhone}
          aria-label={t('callDriver', { name: props.driverName ?? props.driverPhone })}
          className={buttonClasses({})}
        >
          <Phone aria-hidden className={icon} strokeWidth={1.75} />
          {t('call')}
        </a>
      ) : null}
    </div>
  )
}

/** The link names the vehicle only: the filters of the sender are theirs. */
function deviceSearch(): string {
  const device = new URLSearchParams(window.location.search).get('device') ?? ''
  return `?${new URLSearchParams({ device })}`
}
