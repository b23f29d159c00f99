import { SharingSkeleton } from './_components/sharing-screen'

export default function Loading() {
  return <SharingSkeleton />
}
