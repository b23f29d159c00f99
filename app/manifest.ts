import type { MetadataRoute } from 'next'
import { headers } from 'next/headers'
import { brandingForHost } from '@/lib/server/branding'
import { appManifest } from '@/lib/server/installed-app'

/** Of the host it is asked from: browsers ask without saying who is signed in, and keep it by its address with the host. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  return appManifest(await brandingForHost((await headers()).get('host')))
}
