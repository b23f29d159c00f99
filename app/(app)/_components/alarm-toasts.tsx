'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { WARNING_SHOWN_MS } from '@/lib/client/alarm-feed'
import { useAlarmFeed } from '@/lib/client/use-alarms'
import type { LiveAlarm } from '@/lib/domain/live-frame'
import { AlarmAnnouncer } from './alarm-announcer'
import { AlarmDesktop } from './alarm-desktop'
import { AlarmIcon, AlarmWords } from './alarm-words'
import { useOpenVehicle } from './use-open-vehicle'
import { useShownAlarm } from './use-shown-alarm'

/** New warnings and critical alarms, over the page without moving it. Warnings leave by themselves, critical ones do not. */
export function AlarmToasts() {
  const t = useTranslations('alarms')
  const { toasts, moreToasts, dismiss, dismissAll } = useAlarmFeed()
  const region = useRef<HTMLElement>(null)
  const [isHeld, setHeld] = useState(false)
  const leave = useDismissal(region)
  useStack(region)
  return (
    <>
      <AlarmAnnouncer />
      <AlarmDesktop />
      <section
        ref={region}
        aria-label={t('newAlarms')}
        className={STACK}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
      >
        {toasts.length > 0 ? (
          <ol className="flex flex-col gap-2">
            {toasts.map((alarm) => (
              <AlarmToast
                key={alarm.id}
                alarm={alarm}
                isHeld={isHeld}
                onDismiss={() => leave(() => dismiss(alarm.id))}
              />
            ))}
          </ol>
        ) : null}
        <MoreToasts
          count={moreToasts}
          phoneCount={moreToasts + toasts.length - SHOWN_ON_PHONE}
          onDismissAll={() => leave(dismissAll)}
        />
      </section>
    </>
  )
}

/** A phone shows one at a time, so more of them are left over. */
const SHOWN_ON_PHONE = 1

type MoreToastsProps = { count: number; phoneCount: number; onDismissAll: () => void }

function MoreToasts({ count, phoneCount, onDismissAll }: MoreToastsProps) {
  const t = useTranslations('alarms')
  if (phoneCount <= 0) return null
  return (
    <p data-stacked className={classNames(MORE, STACKED, count === 0 && 'md:hidden')}>
      <span className="md:hidden">{t('more', { count: phoneCount })}</span>
      <span className="max-md:hidden">{t('more', { count })}</span>
      <button type="button" className={CLEAR} onClick={onDismissAll}>
        {t('dismissAll')}
      </button>
    </p>
  )
}

function AlarmToast({
  alarm,
  isHeld,
  onDismiss,
}: {
  alarm: LiveAlarm
  isHeld: boolean
  onDismiss: () => void
}) {
  const t = useTranslations('alarms')
  const openVehicle = useOpenVehicle()
  const shown = useShownAlarm()(alarm)
  const [hasFocus, setFocus] = useState(false)
  useDeparture(alarm.severity !== 'critical' && !isHeld && !hasFocus, onDismiss)
  return (
    <li
      data-stacked
      className={classNames(TOAST, STACKED)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <span
        aria-hidden
        className={classNames('w-1 shrink-0', alarm.severity === 'critical' ? 'bg-danger' : 'bg-warning')}
      />
      <button
        type="button"
        className={OPEN}
        onClick={() => {
          openVehicle(alarm.deviceId)
          onDismiss()
        }}
      >
        <AlarmIcon severity={alarm.severity} />
        <AlarmWords alarm={shown} />
      </button>
      <button
        type="button"
        aria-label={t('dismiss', { name: shown.name })}
        className={DISMISS}
        onClick={onDismiss}
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  )
}

/** Calls `onLeave` when it has been free to go for a while without a break. */
function useDeparture(isFree: boolean, onLeave: () => void) {
  const latest = useRef(onLeave)
  useEffect(() => {
    latest.current = onLeave
  })
  useEffect(() => {
    if (!isFree) return
    const timer = setTimeout(() => latest.current(), WARNING_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isFree])
}

/**
 * Piles up what is marked as stacked from below, by transforms: a toast that comes or goes moves the others without a new layout
 * of the page. On phones, where one shows at a time, they stand in line.
 */
function useStack(region: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const stacked = [...(region.current?.querySelectorAll<HTMLElement>('[data-stacked]') ?? [])].reverse()
    const place = () => {
      let liftPx = 0
      for (const each of stacked) {
        each.style.setProperty('--lift', `${-liftPx}px`)
        if (each.offsetHeight > 0) liftPx += each.offsetHeight + GAP_PX
      }
    }
    place()
    const sizes = new ResizeObserver(place)
    for (const each of stacked) sizes.observe(each)
    return () => sizes.disconnect()
  })
}

const GAP_PX = 8

/** Takes something away without losing the place of whoever stood in it with the keyboard. */
function useDismissal(region: RefObject<HTMLElement | null>) {
  return (dismiss: () => void) => {
    const hadFocus = region.current?.contains(document.activeElement) === true
    dismiss()
    if (!hadFocus) return
    requestAnimationFrame(() => {
      const next = region.current?.querySelector('button') ?? document.getElementById('content')
      next?.focus()
    })
  }
}

// Below the header on phones, where the sheet has the lower half; on wide screens up from the lower corner, clear of the map's
// scale and credits. There it always has its whole height, so that it does not grow with what it holds.
const STACK =
  'pointer-events-none fixed inset-x-2.5 top-16 z-toast flex flex-col gap-2 md:inset-x-auto md:inset-e-14 ' +
  'md:bottom-17 md:w-88'
const STACKED = 'md:absolute md:inset-x-0 md:bottom-0 md:translate-y-(--lift)'
const TOAST =
  'pointer-events-auto flex overflow-hidden rounded-lg bg-raised shadow-overlay transition duration-200 ' +
  'max-md:starting:translate-y-2 starting:opacity-0 max-md:[&:nth-child(n+2)]:hidden'
const OPEN =
  'flex min-w-0 grow items-start gap-2.5 py-2.5 ps-3 outline-offset-[-2px] hover:bg-sunken focus-visible:bg-sunken'
const DISMISS =
  'flex w-9 shrink-0 items-start justify-center pt-2.5 text-muted outline-offset-[-2px] hover:bg-sunken hover:text-ink ' +
  'pointer-coarse:w-touch'
const MORE =
  'pointer-events-auto flex items-center justify-between gap-3 rounded-lg bg-raised ps-4 pe-2 text-sm text-muted shadow-overlay'
const CLEAR =
  'rounded px-2 py-1.5 font-medium text-accent hover:text-accent-hover outline-offset-[-2px] pointer-coarse:min-h-touch'
