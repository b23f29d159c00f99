import { expect, test } from 'vitest'
import { type Brand, type BrandPicture, PLAIN_BRAND } from '@/lib/domain/api/branding'
import { brandHeader, brandIcon, brandTitle } from './page-brand'

const picture = (width: number, height: number): BrandPicture => ({
  url: '/api/branding/abc',
  contentType: 'image/png',
  width,
  height,
})
const brandOf = (name: string | null, logo: BrandPicture | null = null): Brand => ({
  ...PLAIN_BRAND,
  name,
  pictures: { logo, login: null },
})

test('a page without a brand has no bar, its own title and no icon', () => {
  expect(brandHeader(PLAIN_BRAND)).toBe('')
  expect(brandTitle(PLAIN_BRAND, 'Live position')).toBe('Live position')
  expect(brandIcon(PLAIN_BRAND)).toBe('data:,')
})

test('the logo comes with its size, and says nothing that the name beside it says', () => {
  expect(brandHeader(brandOf('Acme', picture(64, 32)))).toBe(
    '<header class="brand"><img src="/api/branding/abc" alt="" width="64" height="32" decoding="async" fetchpriority="low"><bdi>Acme</bdi></header>\n',
  )
  expect(brandHeader(brandOf(null, picture(64, 32)))).not.toContain('<bdi>')
  expect(brandHeader(brandOf('Acme'))).toBe('<header class="brand"><bdi>Acme</bdi></header>\n')
})

test('a hostile name is text', () => {
  expect(brandHeader(brandOf(`</bdi><script>alert("1")</script>'&`))).toBe(
    '<header class="brand"><bdi>&#60;/bdi&#62;&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39;&#38;</bdi></header>\n',
  )
})

test('a square logo is the icon of the tab, and a wide one is not', () => {
  expect(brandIcon(brandOf('Acme', picture(32, 32)))).toBe('/api/branding/abc')
  expect(brandIcon(brandOf('Acme', picture(64, 32)))).toBe('data:,')
})
