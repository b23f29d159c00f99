// What an installed Milepost is called and looks like, in the look of a tenant.

import type { MetadataRoute } from 'next'
import type { Brand, BrandPicture } from '@/lib/domain/api/branding'
import { accentOf, isColour } from '@/lib/domain/branding-colours'

// The canvas and panel colours of globals.css: installed apps are dressed before any style sheet is read.
const CANVAS = '#f3f4f5'
const PANEL = '#ffffff'

/** Browsers install an app with an icon of this side or more. */
const MIN_ICON_PX = 192

const OWN_NAME = 'Milepost'
const OWN_ICONS = [192, 512].map((side) => ({
  src: `/icons/icon-${side}.png`,
  sizes: `${side}x${side}`,
  type: 'image/png',
}))

/** The web app manifest. A logo that browsers would not take for an icon leaves Milepost's own. */
export function appManifest({ name, accent, pictures: { logo } }: Brand): MetadataRoute.Manifest {
  const icons =
    logo !== null && isAppIcon(logo)
      ? [{ src: logo.url, sizes: `${logo.width}x${logo.height}`, type: logo.contentType }]
      : OWN_ICONS
  return {
    id: '/',
    name: name ?? OWN_NAME,
    short_name: name ?? OWN_NAME,
    start_url: '/map',
    scope: '/',
    display: 'standalone',
    background_color: CANVAS,
    theme_color: accent !== null && isColour(accent) ? accentOf(accent, 'light').accent : PANEL,
    categories: ['business', 'navigation', 'productivity'],
    icons,
  }
}

/** The icon of a page's tab, and of the home screen of phones that don't read the manifest for it; those take PNG alone. */
export function pageIcons({ pictures: { logo } }: Brand): { icon: string; apple: string } {
  const isSquare = logo !== null && logo.width === logo.height
  const isApple = logo !== null && isAppIcon(logo) && logo.contentType === 'image/png'
  return {
    icon: isSquare ? logo.url : '/icon.svg',
    apple: isApple ? logo.url : '/icons/apple-touch-icon.png',
  }
}

/** The icon beside a notification: the logo where it can be one, as in the manifest. */
export function noticeIcon({ pictures: { logo } }: Brand): string {
  return logo !== null && isAppIcon(logo) ? logo.url : '/icons/icon-192.png'
}

/** Browsers take square icons alone, and of what a logo may be not JPEG. */
function isAppIcon({ contentType, width, height }: BrandPicture): boolean {
  return width === height && width >= MIN_ICON_PX && contentType !== 'image/jpeg'
}
