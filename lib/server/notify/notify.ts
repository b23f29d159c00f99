// The notifications of this process: the rules that make them and the sender that brings them out.

import { liveBus } from '../live/live-publisher'
import { findSingleton, forgetSingleton, singleton } from '../singleton'
import { OutboxSender } from './outbox-sender'
import { RuleRunner } from './rule-runner'

const RUNNER = 'rule-runner'
const SENDER = 'outbox-sender'

/** Begins to hold alarms against rules, for whatever tenants no other process does, and to send what is due. */
export function startNotify(): void {
  const sender = singleton(SENDER, () => new OutboxSender())
  sender.start()
  singleton(RUNNER, () => new RuleRunner({ bus: liveBus(), onNotices: () => sender.wake() })).start()
}

/** Ends both, if this process ever began; what is under way is finished. */
export async function stopNotify(): Promise<void> {
  const runner = findSingleton<RuleRunner>(RUNNER)
  const sender = findSingleton<OutboxSender>(SENDER)
  forgetSingleton(RUNNER)
  forgetSingleton(SENDER)
  await runner?.stop()
  await sender?.stop()
}

/** Has what is due now sent at once, where this process sends; else another does within seconds. */
export function wakeSender(): void {
  findSingleton<OutboxSender>(SENDER)?.wake()
}

/** Has changed rules looked at within a second, where this process is the one that looks. */
export function noteRulesChanged(): void {
  findSingleton<RuleRunner>(RUNNER)?.noteChange()
}
