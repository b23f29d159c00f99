import { SecurityFrame, SecuritySkeleton } from './_components/security-frame'

export default function SecurityLoading() {
  return (
    <SecurityFrame>
      <SecuritySkeleton />
    </SecurityFrame>
  )
}
