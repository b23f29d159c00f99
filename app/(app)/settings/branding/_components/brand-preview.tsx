'use client'

import { useTranslations } from 'next-intl'
import type { CSSProperties } from 'react'
import { Wordmark } from '@/components/ui/wordmark'
import type { Brand } from '@/lib/domain/api/branding'
import type { BrandingFields } from '@/lib/domain/branding'
import {
  accentOf,
  isColour,
  PREVIEW_TOKENS,
  SURFACES,
  THEMES,
  type ThemeName,
} from '@/lib/domain/branding-colours'

/** Milepost's own accent, of app/globals.css. */
const OWN_ACCENT: Record<ThemeName, string> = { light: '#1d4fd7', dark: '#82a6ff' }

export type BrandPreviewProps = { fields: BrandingFields; logo: Brand['pictures']['logo'] }

/** A header, a link and a button as they would look, in both themes at once. */
export function BrandPreview({ fields, logo }: BrandPreviewProps) {
  const t = useTranslations('branding.preview')
  const tShell = useTranslations('shell')
  const accent = fields.accent.trim().toLowerCase()
  return (
    <section aria-label={t('label')} className="grid gap-4 sm:grid-cols-2">
      {THEMES.map((theme) => (
        <div key={theme} style={tokensOf(theme, accent)} className={FRAME}>
          <div className="flex h-12 items-center border-b border-line bg-panel px-4">
            <Wordmark name={fields.name.trim() || tShell('brand')} logo={logo} />
          </div>
          <div className="flex flex-col gap-3 bg-canvas p-4 text-sm">
            <p className="rounded bg-accent-soft px-2 py-1.5 font-medium text-accent">{t('chosen')}</p>
            <p className="text-muted">
              {t('text')} <span className="font-medium text-accent underline">{t('link')}</span>
            </p>
            <span className="w-fit rounded bg-accent px-3 py-1.5 font-medium text-on-accent">
              {t('button')}
            </span>
          </div>
          <p className="border-t border-line bg-panel px-4 py-2 text-sm text-muted">{t(theme)}</p>
        </div>
      ))}
    </section>
  )
}

const FRAME = 'overflow-hidden rounded-lg border border-line text-ink'

function tokensOf(theme: ThemeName, accent: string): CSSProperties {
  const {
    isAdjusted: _,
    chosenContrast: __,
    ...made
  } = accentOf(isColour(accent) ? accent : OWN_ACCENT[theme], theme)
  const tokens = Object.entries({ ...SURFACES[theme], ...PREVIEW_TOKENS[theme], ...made })
  return Object.fromEntries(tokens.map(([name, colour]) => [`--${name}`, colour]))
}
