import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PolicyNonce } from '@/components/ui/policy-nonce'
import { THEME_COOKIE } from '@/lib/client/theme'
import { directionOf } from '@/lib/domain/bidi'
import { brandStyle } from '@/lib/server/branding'
import { pageIcons } from '@/lib/server/installed-app'
import { NONCE_HEADER } from '@/lib/server/paths'
import { brandOfRequest } from '@/lib/server/request-brand'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('meta')
  const brand = await brandOfRequest()
  const own = brand.name
  return {
    title: {
      default: own ?? t('name'),
      template: own === null ? t('titleTemplate') : `%s · ${own.replaceAll('%s', '')}`,
    },
    description: t('description'),
    applicationName: own ?? t('name'),
    // Phones that don't read the manifest call an app on their home screen so.
    appleWebApp: { capable: false, title: own ?? t('name') },
    icons: pageIcons(brand),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, address: false, email: false },
  }
}

// The canvas colours of globals.css: the browser's own frame cannot read style sheets.
const CANVAS = { light: '#f3f4f5', dark: '#0b0e11' }

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme()
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor: theme
      ? CANVAS[theme]
      : [
          { media: '(prefers-color-scheme: light)', color: CANVAS.light },
          { media: '(prefers-color-scheme: dark)', color: CANVAS.dark },
        ],
  }
}

/** Language, direction and theme are decided here on the server, so the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, nonce, brand] = await Promise.all([
    getLocale(),
    chosenTheme(),
    policyNonce(),
    brandOfRequest(),
  ])
  const style = brandStyle(brand)
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={theme} data-branded={style && ''} style={style}>
      <head>
        <PolicyNonce nonce={nonce} />
      </head>
      <body className="font-sans">
        {/* Each layout and page sends the words it needs; see _components/words.tsx. */}
        <NextIntlClientProvider messages={{}}>{children}</NextIntlClientProvider>
      </body>
    </html>
  )
}

async function chosenTheme(): Promise<'light' | 'dark' | undefined> {
  const value = (await cookies()).get(THEME_COOKIE)?.value
  return value === 'light' || value === 'dark' ? value : undefined
}

async function policyNonce(): Promise<string | undefined> {
  return (await headers()).get(NONCE_HEADER) ?? undefined
}
