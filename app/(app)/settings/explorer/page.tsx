import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Words } from '@/app/_components/words'
import { explorerStart } from '@/lib/server/services/explorer-start'
import { requireViewer } from '@/lib/server/session'
import { ExplorerScreen } from './_components/explorer-screen'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('title') }
}

/** Any method of the vendor, called by hand. The address names the method: `?method=jimi.user.device.list`. */
export default async function ExplorerPage() {
  return (
    <Words of={['commands', 'explorer']}>
      <ExplorerScreen start={await explorerStart(await requireViewer())} />
    </Words>
  )
}
