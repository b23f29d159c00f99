import type { ReactNode } from 'react'
import { readDevice } from './read-device'

type DeviceLayoutProps = { params: Promise<{ imei: string }>; children: ReactNode }

/** Says 404 while it still can: below the loading screen, a page is asked only when the answer has begun. */
export default async function DeviceLayout({ params, children }: DeviceLayoutProps) {
  await readDevice((await params).imei)
  return children
}
