import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type Device, findDeviceByImei } from '@/lib/server/data/devices'
import { requireViewer } from '@/lib/server/session'

/** The device of a page, read once a request. A foreign device is as missing as one that is none. */
export const readDevice = cache(async (imei: string): Promise<Device> => {
  const device = await findDeviceByImei(await requireViewer(), imei)
  return device ?? notFound()
})
