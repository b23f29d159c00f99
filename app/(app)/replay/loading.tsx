import { ReplayFrame } from './_components/replay-frame'

export default function ReplayLoading() {
  return <ReplayFrame />
}
