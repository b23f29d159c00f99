import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { mayDo } from '@/lib/server/rights'
import { requireViewer } from '@/lib/server/session'
import { ImportScreen } from './_components/import-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('deviceImport')
  return { title: t('title') }
}

/** Changes many devices with one file. */
export default async function DeviceImportPage() {
  const mayImport = await mayDo(await requireViewer(), 'manage_devices')
  return (
    <Words of={['deviceImport', 'deviceJobs.fields', 'errors']}>
      <ImportScreen mayImport={mayImport} />
    </Words>
  )
}
