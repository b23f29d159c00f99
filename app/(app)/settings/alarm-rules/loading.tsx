import { RulesFrame, RulesSkeleton } from './_components/rules-frame'

export default function AlarmRulesLoading() {
  return (
    <RulesFrame>
      <RulesSkeleton />
    </RulesFrame>
  )
}
