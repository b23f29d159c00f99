import { redirect } from 'next/navigation'
import { HOME_PATH } from '@/lib/server/paths'
import { findViewer } from '@/lib/server/session'

export default async function RootPage() {
  redirect((await findViewer()) ? HOME_PATH : '/login')
}
