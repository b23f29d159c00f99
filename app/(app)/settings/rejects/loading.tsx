import { RejectsFrame, RejectsSkeleton } from './_components/rejects-frame'

export default function RejectsLoading() {
  return (
    <RejectsFrame>
      <RejectsSkeleton />
    </RejectsFrame>
  )
}
