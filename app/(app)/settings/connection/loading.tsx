import { ConnectionSkeleton } from './_components/connection-skeleton'
import { PageFrame } from './_components/page-frame'

export default function ConnectionLoading() {
  return (
    <PageFrame>
      <ConnectionSkeleton />
    </PageFrame>
  )
}
