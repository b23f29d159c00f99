import { GapsFrame, GapsSkeleton } from './_components/gaps-frame'

export default function GapsLoading() {
  return (
    <GapsFrame>
      <GapsSkeleton />
    </GapsFrame>
  )
}
