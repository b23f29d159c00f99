import { AlarmsFrame } from './_components/alarms-frame'

export default function Loading() {
  return <AlarmsFrame />
}
