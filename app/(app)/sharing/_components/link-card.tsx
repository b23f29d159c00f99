'use client'

import { CircleCheck, CircleOff, Clock3, Hourglass, type LucideIcon, PauseCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useNow } from '@/lib/client/clock'
import { useFormats } from '@/lib/client/format/use-formats'
import { useLiveStore } from '@/lib/client/use-live'
import type { ShareLink } from '@/lib/domain/api/share'
import { LinkButtons } from './link-buttons'

const LOOKS: Readonly<Record<ShareLink['state'], { icon: LucideIcon; className: string }>> = {
  active: { icon: CircleCheck, className: 'text-success' },
  waiting: { icon: Clock3, className: 'text-accent' },
  paused: { icon: PauseCircle, className: 'text-warning' },
  ended: { icon: Hourglass, className: 'text-muted' },
  revoked: { icon: CircleOff, className: 'text-muted' },
  void: { icon: CircleOff, className: 'text-danger' },
}

const NAMED_AT_MOST = 3

/** One link: what it shows, how it stands, and what can be done with it. */
export function LinkCard({ link }: { link: ShareLink }) {
  const t = useTranslations('share.list')
  const { icon: Icon, className } = LOOKS[link.state]
  const title = useTitle(link)
  return (
    <li className="rounded-lg border border-line bg-panel p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 grow basis-72">
          <h2 className="font-semibold wrap-anywhere">
            <bdi>{link.name || title}</bdi>
          </h2>
          {link.name ? <p className="text-sm wrap-anywhere">{title}</p> : null}
          <p className={`mt-1 flex items-center gap-1.5 text-sm font-medium ${className}`}>
            <Icon aria-hidden className="size-4 shrink-0" />
            {t(`states.${link.state}`)}
          </p>
          <Facts link={link} />
        </div>
        <LinkButtons link={link} title={link.name || title} />
      </div>
    </li>
  )
}

function useTitle({ vehicles }: ShareLink): string {
  const t = useTranslations('share.list')
  const formats = useFormats()
  const names = vehicles
    .slice(0, NAMED_AT_MOST)
    .map(({ name, alias }) => (alias ? `${name} (${alias})` : name))
  const more = vehicles.length - names.length
  if (names.length === 0) return t('noVehicles')
  return more > 0 ? t('andMore', { names: formats.list(names), more }) : names.join(', ')
}

function Facts({ link }: { link: ShareLink }) {
  const t = useTranslations('share.list')
  const formats = useFormats()
  const store = useLiveStore()
  // Ends and starts are the server's times.
  const nowMs = useNow() + store.clockOffsetMs
  const [startMs, endMs] = [Date.parse(link.startsAt), Date.parse(link.endsAt)]
  const isOpen = ['active', 'paused'].includes(link.state)
  const time =
    link.state === 'waiting'
      ? t('startsIn', { time: formats.duration(Math.max(0, startMs - nowMs)) })
      : isOpen
        ? t('endsIn', { time: formats.duration(Math.max(0, endMs - nowMs)) })
        : t('endedAt', { time: formats.exactTime(endMs) })
  const traits = [
    link.hasPassword ? t('traits.password') : null,
    link.zoneMode === 'none' ? null : t(`traits.${link.zoneMode}`, { names: formats.list(link.zoneNames) }),
    link.destinationLabel ? t('traits.destination', { name: link.destinationLabel }) : null,
    link.viewerLimit === null ? null : t('traits.limit', { count: link.viewerLimit }),
  ].filter((text) => text !== null)
  return (
    <>
      <p className="text-sm text-muted" title={formats.exactTime(endMs)}>
        {time}
        {' · '}
        {link.lastViewedAt === null
          ? t('neverViewed')
          : t('views', {
              count: link.views,
              age: formats.ago(Math.max(0, nowMs - Date.parse(link.lastViewedAt))),
            })}
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        {[t('by', { name: link.isOwn ? t('you') : link.creatorName }), ...traits].join(' · ')}
      </p>
    </>
  )
}
