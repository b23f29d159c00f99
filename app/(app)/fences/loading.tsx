import { FencesFrame } from './_components/fences-frame'

export default function Loading() {
  return <FencesFrame />
}
