'use client'

import { Crosshair, Link2, LocateFixed, Phone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { makeShareAction, vendorShareAction } from '@/app/api/shares/actions'
import { ShareButton } from '@/components/domain/share-button'
import { buttonClasses } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

export type CardActionsProps = {
  vehicle: { id: string; name: string }
  hasPosition: boolean
  follow: boolean
  onFollow: (follow: boolean) => void
  onCentre: () => void
  driverName: string | null
  driverPhone: string | null
}

/** Places that never move: what is not possible now is greyed, not missing; sharing is there for who may share. */
export function CardActions(props: CardActionsProps) {
  const t = useTranslations('map.card')
  const { driverName, driverPhone } = props
  return (
    <div className="grid shrink-0 auto-cols-fr grid-flow-col gap-1.5 border-b border-line px-4 pb-3">
      <button
        type="button"
        aria-pressed={props.follow}
        disabled={!props.hasPosition}
        onClick={() => props.onFollow(!props.follow)}
        className={TILE}
      >
        <LocateFixed aria-hidden className="size-4.5" strokeWidth={1.75} />
        {t('follow')}
      </button>
      <button type="button" disabled={!props.hasPosition} onClick={props.onCentre} className={TILE}>
        <Crosshair aria-hidden className="size-4.5" strokeWidth={1.75} />
        {t('centre')}
      </button>
      <CopyButton
        icon={Link2}
        label={t('copyLink')}
        copiedLabel={t('copied')}
        className={TILE}
        getText={() => window.location.origin + window.location.pathname + deviceSearch()}
      >
        {t('copyLink')}
      </CopyButton>
      <ShareButton
        vehicles={[props.vehicle]}
        actions={SHARE_ACTIONS}
        className={TILE}
        iconClassName="size-4.5"
      />
      {driverPhone ? (
        <a
          href={`tel:${driverPhone.replace(/[^\d+]/g, '')}`}
          title={driverPhone}
          aria-label={t('callDriver', { name: driverName ?? driverPhone })}
          className={TILE}
        >
          <Phone aria-hidden className="size-4.5" strokeWidth={1.75} />
          {t('call')}
        </a>
      ) : (
        <button type="button" disabled title={t('noPhone')} className={TILE}>
          <Phone aria-hidden className="size-4.5" strokeWidth={1.75} />
          {t('call')}
        </button>
      )}
    </div>
  )
}

const SHARE_ACTIONS = { make: makeShareAction, vendorUrl: vendorShareAction }
const TILE = buttonClasses({ size: 'tile' })

/** The link names the vehicle only: the filters of the sender are theirs. */
function deviceSearch(): string {
  const device = new URLSearchParams(window.location.search).get('device') ?? ''
  return `?${new URLSearchParams({ device })}`
}
