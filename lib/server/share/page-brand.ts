// The look of the host that a share page was asked from: its name and logo above the page, in its title and on its tab. The
// page's script knows nothing of it.

import type { Brand, BrandPicture } from '@/lib/domain/api/branding'
import { escapeHtml } from './escape'

/** The bar above the page; empty where the host has neither a name nor a logo. */
export function brandHeader({ name, pictures: { logo } }: Brand): string {
  if (name === null && logo === null) return ''
  const title = name === null ? '' : `<bdi>${escapeHtml(name)}</bdi>`
  return `<header class="brand">${logo === null ? '' : logoHtml(logo)}${title}</header>\n`
}

/** What a page is called under a brand. */
export function brandTitle({ name }: Brand, title: string): string {
  return name === null ? title : `${title} · ${name}`
}

/** The address of the tab's icon: the logo where it is square, for a wide one could not be made out; else none. */
export function brandIcon({ pictures: { logo } }: Brand): string {
  return logo !== null && logo.width === logo.height ? logo.url : 'data:,'
}

/** Its size is told, so that nothing moves when it comes, and it comes after what is needed to follow a vehicle. */
function logoHtml({ url, width, height }: BrandPicture): string {
  return `<img src="${escapeHtml(url)}" alt="" width="${width}" height="${height}" decoding="async" fetchpriority="low">`
}
