'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useTimeZone } from '@/lib/client/format/preferences'
import { vehicleTitle } from '@/lib/client/format/vehicle-title'
import { RequestFailedError } from '@/lib/client/queries/fetch-json'
import { useVideoStart } from '@/lib/client/queries/video'
import { useHydrated } from '@/lib/client/use-hydrated'
import type { VideoStart } from '@/lib/domain/api/video'
import { monthSpan, thisMonth } from '../_hooks/months'
import { useVideoAddress } from '../_hooks/use-video-address'
import { AddressFaults } from './address-faults'
import { CameraChooser } from './camera-chooser'
import { EventsTab } from './events-tab'
import { GalleryTab } from './gallery-tab'
import { LiveTab } from './live-tab'
import { RecordingsTab } from './recordings-tab'
import { TabBar } from './tab-bar'
import { Notice, VideoFrame, VideoSkeleton } from './video-frame'

type Addressed = ReturnType<typeof useVideoAddress>

/** Cameras: a vehicle is chosen, then watched live or in what is stored of it. */
export function VideoScreen() {
  const isHydrated = useHydrated()
  const addressed = useVideoAddress()
  const { address, go } = addressed
  // Days and months are the reader's, which only the browser knows.
  if (!isHydrated)
    return (
      <VideoFrame>
        <VideoSkeleton />
      </VideoFrame>
    )
  if (address.deviceId === null)
    return (
      <VideoFrame bar={<AddressFaults faults={addressed.faults} onHide={addressed.hideFaults} />}>
        <CameraChooser onChoose={(deviceId) => go({ deviceId })} />
      </VideoFrame>
    )
  return <CameraScreen key={address.deviceId} deviceId={address.deviceId} addressed={addressed} />
}

function CameraScreen({ deviceId, addressed }: { deviceId: string; addressed: Addressed }) {
  const t = useTranslations('video')
  const { address, go } = addressed
  const zone = useTimeZone()
  const [isChoosing, setIsChoosing] = useState(false)
  const { data, error, refetch } = useVideoStart(deviceId, monthSpan(thisMonth(zone), zone).fromAt)
  const isGone = error instanceof RequestFailedError && error.status === 404
  const name = data ? vehicleTitle({ name: data.name, plate: data.plate, imei: '' }) : ''
  return (
    <VideoFrame
      title={
        name === '' ? null : (
          <span className="font-normal text-muted">
            {' · '}
            <bdi>{name}</bdi>
          </span>
        )
      }
      aside={<Button onClick={() => setIsChoosing(true)}>{t('chooser.change')}</Button>}
      bar={
        <>
          <TabBar addressed={addressed} />
          <AddressFaults faults={addressed.faults} onHide={addressed.hideFaults} />
        </>
      }
    >
      {isGone ? <Notice isAlert title={t('goneTitle')} body={t('goneBody')} /> : null}
      {error && !data && !isGone ? (
        <Notice isAlert title={t('failed')} body={t('failedBody')} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <VideoSkeleton /> : null}
      {data ? <Tab start={data} addressed={addressed} onChanged={() => void refetch()} /> : null}
      {isChoosing ? (
        <Dialog title={t('chooser.title')} onClose={() => setIsChoosing(false)}>
          <CameraChooser
            isNarrow
            chosenId={address.deviceId}
            onChoose={(id) => {
              setIsChoosing(false)
              go({ deviceId: id, file: null, channel: null })
            }}
          />
        </Dialog>
      ) : null}
    </VideoFrame>
  )
}

function Tab({
  start,
  addressed,
  onChanged,
}: {
  start: VideoStart
  addressed: Addressed
  onChanged: () => void
}) {
  const t = useTranslations('video')
  const { address } = addressed
  if (!start.hasCamera)
    return (
      <Notice
        title={t('noCameraTitle')}
        body={t('noCameraBody', { model: start.model ?? t('unknownModel') })}
      />
    )
  if (address.tab === 'gallery') return <GalleryTab start={start} addressed={addressed} />
  if (address.tab === 'events') return <EventsTab start={start} addressed={addressed} />
  if (!start.mayWatch) return <Notice title={t('onlyStoredTitle')} body={t('onlyStoredBody')} />
  if (address.tab === 'recordings') return <RecordingsTab start={start} addressed={addressed} />
  return <LiveTab start={start} onChanged={onChanged} />
}
