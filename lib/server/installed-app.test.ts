import { expect, test } from 'vitest'
import { type Brand, PLAIN_BRAND } from '@/lib/domain/api/branding'
import { contrast } from '@/lib/domain/branding-colours'
import { appManifest, noticeIcon, pageIcons } from './installed-app'

const withLogo = (contentType: string, width: number, height = width): Brand => ({
  ...PLAIN_BRAND,
  pictures: { logo: { url: '/api/branding/abc', contentType, width, height }, login: null },
})

test('without a brand it is Milepost in its own icons', () => {
  expect(appManifest(PLAIN_BRAND)).toMatchObject({
    name: 'Milepost',
    short_name: 'Milepost',
    theme_color: '#ffffff',
    icons: [{ src: '/icons/icon-192.png' }, { src: '/icons/icon-512.png' }],
  })
  expect(pageIcons(PLAIN_BRAND)).toEqual({ icon: '/icon.svg', apple: '/icons/apple-touch-icon.png' })
})

test('a brand gives it name and colour, the colour in the shade in which it reads on white', () => {
  const { name, short_name, theme_color } = appManifest({ ...PLAIN_BRAND, name: 'Acme', accent: '#ffd400' })
  expect({ name, short_name }).toEqual({ name: 'Acme', short_name: 'Acme' })
  expect(theme_color).toMatch(/^#[0-9a-f]{6}$/)
  // The AA minimum for text, WCAG 2.2 success criterion 1.4.3.
  expect(contrast(theme_color ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
})

test('what is no colour leaves its own', () => {
  expect(appManifest({ ...PLAIN_BRAND, accent: 'red;}' }).theme_color).toBe('#ffffff')
})

// Chromium installs with square PNG, WebP or SVG icons alone, and asks for 192 pixels.
test.each([
  ['image/png', 192, 192],
  ['image/webp', 512, 512],
] as const)('a %s of %i by %i is its only icon', (contentType, width, height) => {
  expect(appManifest(withLogo(contentType, width, height)).icons).toEqual([
    { src: '/api/branding/abc', sizes: `${width}x${height}`, type: contentType },
  ])
})

test.each([
  ['image/png', 191, 191],
  ['image/png', 512, 192],
  ['image/jpeg', 512, 512],
] as const)('a %s of %i by %i is none', (contentType, width, height) => {
  expect(appManifest(withLogo(contentType, width, height)).icons).toEqual(appManifest(PLAIN_BRAND).icons)
})

test('the tab takes any square logo, and the home screen a large PNG', () => {
  const [own, logo] = ['/icons/apple-touch-icon.png', '/api/branding/abc']
  expect(pageIcons(withLogo('image/jpeg', 32))).toEqual({ icon: logo, apple: own })
  expect(pageIcons(withLogo('image/webp', 512))).toEqual({ icon: logo, apple: own })
  expect(pageIcons(withLogo('image/png', 512))).toEqual({ icon: logo, apple: logo })
  expect(pageIcons(withLogo('image/png', 512, 128))).toEqual({ icon: '/icon.svg', apple: own })
})

test('a notification shows the logo that would be the icon of the app, and Milepost alone where there is none', () => {
  expect(noticeIcon(withLogo('image/png', 192))).toBe('/api/branding/abc')
  for (const brand of [withLogo('image/png', 512, 128), withLogo('image/jpeg', 512), PLAIN_BRAND])
    expect(noticeIcon(brand)).toBe('/icons/icon-192.png')
})
