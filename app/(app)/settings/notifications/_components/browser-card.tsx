'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/lib/client/format/use-formats'
import type { NotifySettings } from '@/lib/domain/api/notify'
import { browserLabel, useThisBrowser } from '../_hooks/use-this-browser'
import { useWork } from '../_hooks/use-work'
import { removeBrowserAction } from '../actions'
import { SendTest } from './send-test'

type Browser = NotifySettings['browsers'][number]

/** Web push: on or off in this browser, and the others in which it is on. */
export function BrowserCard({ data: { browsers, pushPublicKey } }: { data: NotifySettings }) {
  const t = useTranslations('notify.settings')
  const { state, switchOn, switchOff } = useThisBrowser(pushPublicKey)
  const { isBusy, failure, run } = useWork()
  const mine = state.kind === 'on' ? browsers.find(({ endpointHash }) => endpointHash === state.hash) : null
  const isOn = mine !== null && mine !== undefined
  const canSwitchOn = !isOn && (state.kind === 'off' || state.kind === 'on')
  const remove = (browser: Browser) =>
    run(async () => {
      if (browser.id === mine?.id) await switchOff()
      return removeBrowserAction(browser.id)
    })
  return (
    <Card title={t('push')}>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <p className="min-w-0 grow basis-72 text-sm">
          {isOn ? t('pushOn') : t(`pushState.${state.kind === 'on' ? 'off' : state.kind}`)}
        </p>
        {canSwitchOn ? (
          <Button
            variant="primary"
            disabled={isBusy}
            onClick={() => run(() => switchOn(browserLabel(navigator.userAgent)))}
          >
            {t('switchOn')}
          </Button>
        ) : null}
        <p role="status" className="basis-full text-sm text-danger empty:hidden">
          {failure === null ? '' : t('pushFailed', { reason: failure })}
        </p>
      </div>
      {browsers.length === 0 ? null : (
        <ul aria-label={t('browsers')} className="divide-y divide-line border-t border-line">
          {browsers.map((browser) => (
            <BrowserLine
              key={browser.id}
              browser={browser}
              isThis={browser.id === mine?.id}
              isBusy={isBusy}
              onRemove={() => remove(browser)}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

type BrowserLineProps = { browser: Browser; isThis: boolean; isBusy: boolean; onRemove: () => void }

function BrowserLine({
  browser: { id, label, createdAt, lastSentAt },
  isThis,
  isBusy,
  onRemove,
}: BrowserLineProps) {
  const t = useTranslations('notify.settings')
  const formats = useFormats()
  const last = lastSentAt === null ? null : formats.dateTime(Date.parse(lastSentAt))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 grow basis-60 text-sm">
        <p className="font-medium">
          {label}
          {isThis ? <span className="font-normal text-muted"> · {t('thisBrowser')}</span> : null}
        </p>
        <p className="text-muted">
          {t('browserSince', { date: formats.date(Date.parse(createdAt)) })}
          {last === null ? null : ` · ${t('browserLast', { time: last })}`}
        </p>
      </div>
      <SendTest target={{ way: 'push', id }} label={t('testPush', { browser: label })} />
      <Button
        size="sm"
        disabled={isBusy}
        aria-label={t('switchOffLabel', { browser: label })}
        onClick={onRemove}
      >
        {t('switchOff')}
      </Button>
    </li>
  )
}
