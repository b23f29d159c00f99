'use client'

import { Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { useHydrated } from '@/lib/client/use-hydrated'
import { ShareInput } from './share-inputs'

/** The address of a link: to copy, to scan, to hand to another app. */
export function ShareMadeNote({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useTranslations('share.made')
  const hasSheet = useHydrated() && typeof navigator.share === 'function'
  return (
    <>
      <p className="text-sm text-muted">{t('about')}</p>
      <ShareInput
        label={t('address')}
        readOnly
        value={url}
        dir="ltr"
        onFocus={(event) => event.target.select()}
      />
      <div className="flex flex-wrap gap-2">
        <CopyButton label={t('copy')} copiedLabel={t('copied')} getText={() => url}>
          {t('copy')}
        </CopyButton>
        {hasSheet ? (
          <Button onClick={() => void navigator.share({ url }).catch(() => undefined)}>
            <Send aria-hidden className="size-4" />
            {t('send')}
          </Button>
        ) : null}
      </div>
      <QrCode text={url} label={t('qr')} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </>
  )
}

type Modules = { size: number; path: string }

/** Black on white in every theme, with the quiet margin that readers want: four modules. */
function QrCode({ text, label }: { text: string; label: string }) {
  const [modules, setModules] = useState<Modules | null>(null)
  useEffect(() => {
    let isWanted = true
    import('qrcode')
      .then(({ create }) => {
        const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
        const path = Array.from(data, (isDark, index) =>
          isDark ? `M${(index % size) + MARGIN} ${Math.floor(index / size) + MARGIN}h1v1h-1z` : '',
        ).join('')
        if (isWanted) setModules({ size, path })
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [text])
  const side = (modules?.size ?? 25) + 2 * MARGIN
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="mx-auto size-48 rounded bg-white"
    >
      <path d={modules?.path ?? ''} fill="#000" />
    </svg>
  )
}

const MARGIN = 4
