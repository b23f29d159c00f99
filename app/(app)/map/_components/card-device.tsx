'use client'

import { ChartLine, History, Video } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeviceDetail } from '@/lib/domain/api/device'
import { FACTS_CLASSES, Fact } from './fact'

/** Who drives it, and what is built in: facts that change rarely. */
export function CardDevice({ detail }: { detail: DeviceDetail }) {
  const t = useTranslations('map.card')
  const tNav = useTranslations('shell.nav')
  const formats = useFormats()
  const expiresAtMs = detail.expiresAt === null ? null : Date.parse(detail.expiresAt)
  return (
    <>
      <dl className={`${FACTS_CLASSES} mt-3 border-t border-line pt-3`}>
        <Fact label={t('driver')} wide>
          {detail.driverName ? (
            <bdi>{detail.driverName}</bdi>
          ) : (
            <span className="text-muted">{t('noDriver')}</span>
          )}
        </Fact>
        <Fact label={t('imei')} wide>
          {detail.imei}
          <CopyButton getText={() => detail.imei} label={t('copyImei')} copiedLabel={t('copied')} />
        </Fact>
        {detail.model ? (
          <Fact label={t('model')} wide>
            {detail.model}
          </Fact>
        ) : null}
        {detail.sim ? (
          <Fact label={t('sim')} wide>
            {detail.sim}
          </Fact>
        ) : null}
        <Fact label={t('account')}>
          <bdi>{detail.accountName}</bdi>
        </Fact>
        {detail.groupName ? (
          <Fact label={t('group')}>
            <bdi>{detail.groupName}</bdi>
          </Fact>
        ) : null}
        {expiresAtMs === null ? null : (
          <Fact label={t('expires')} title={formats.exactTime(expiresAtMs)}>
            {formats.utcDate(expiresAtMs)}
          </Fact>
        )}
      </dl>
      <div className="mt-4 grid grid-cols-2 gap-2">
        <Link href={`/devices/${detail.imei}`} prefetch={false} className={buttonClasses({})}>
          <ChartLine aria-hidden className="size-4" />
          {t('details')}
        </Link>
        <Link href={`/replay?v=${detail.id}`} prefetch={false} className={buttonClasses({})}>
          <History aria-hidden className="size-4" />
          {t('replay')}
        </Link>
        {detail.kind === 'dashcam' ? (
          <Link href={`/video?device=${detail.id}`} prefetch={false} className={buttonClasses({})}>
            <Video aria-hidden className="size-4" />
            {tNav('video')}
          </Link>
        ) : null}
      </div>
    </>
  )
}
