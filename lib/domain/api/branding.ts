// A tenant's look as pages show it. Everything null is Milepost's own.

import type { PictureKind } from '../branding-picture'

/** A picture with its size in pixels. Its address never changes its content. */
export type BrandPicture = { url: string; contentType: string; width: number; height: number }

export type Brand = {
  name: string | null
  /** "#rrggbb", see lib/domain/branding-colours.ts. */
  accent: string | null
  pictures: Readonly<Record<PictureKind, BrandPicture | null>>
}

/** How Milepost looks by itself. */
export const PLAIN_BRAND: Brand = { name: null, accent: null, pictures: { logo: null, login: null } }
