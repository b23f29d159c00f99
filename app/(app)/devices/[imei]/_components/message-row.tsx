'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { useFormats } from '@/lib/client/format/use-formats'
import type { DeviceMessage } from '@/lib/domain/api/telemetry'

/** One message; opened it shows all of it. */
export function MessageRow({ message }: { message: DeviceMessage }) {
  const formats = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  const atMs = Date.parse(message.at)
  return (
    <li>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} className={ROW}>
        <ChevronRight
          aria-hidden
          className={`size-4 shrink-0 text-muted transition-transform ${isOpen ? 'rotate-90' : 'rtl:rotate-180'}`}
        />
        <time
          dateTime={message.at}
          title={formats.exactTime(atMs)}
          className="w-40 shrink-0 text-muted tabular-nums max-md:w-auto"
        >
          {formats.dateTime(atMs)}
        </time>
        <bdi className="w-44 shrink-0 truncate font-medium max-md:w-auto max-md:shrink" translate="no">
          {message.topic}
        </bdi>
        <code className="min-w-0 grow truncate text-xs text-muted max-md:hidden" dir="ltr" translate="no">
          {message.json.slice(0, 200)}
        </code>
      </button>
      {isOpen ? <Whole message={message} /> : null}
    </li>
  )
}

function Whole({ message }: { message: DeviceMessage }) {
  const t = useTranslations('devicePage.messages')
  const formats = useFormats()
  const text = prettyJson(message.json)
  return (
    <div className="px-4 pb-3 md:ps-11">
      <p className="mb-1.5 flex items-center gap-2 text-muted">
        <span className="grow">
          {t('received', { at: formats.dateTime(Date.parse(message.receivedAt)) })}{' '}
          {t(message.isVendorText ? 'vendorText' : 'ownText')}
        </span>
        <CopyButton getText={() => text} label={t('copy')} copiedLabel={t('copied')} />
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        dir="ltr"
        translate="no"
        className="scrollbar-quiet max-h-96 overflow-auto rounded border border-line bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
    </div>
  )
}

/** Indented, or as it is when it is no JSON. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const ROW =
  'flex w-full items-center gap-3 px-4 py-2 text-start -outline-offset-2 hover:bg-sunken pointer-coarse:min-h-touch'
