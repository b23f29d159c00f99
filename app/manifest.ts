import type { MetadataRoute } from 'next'

// The canvas and accent colours of globals.css: installed apps are dressed before any style sheet is read.
const CANVAS = '#f3f4f5'
const PANEL = '#ffffff'

/** What an installed Milepost is called and looks like. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Milepost',
    short_name: 'Milepost',
    start_url: '/map',
    scope: '/',
    display: 'standalone',
    background_color: CANVAS,
    theme_color: PANEL,
    categories: ['business', 'navigation', 'productivity'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    ],
  }
}
