// The kinds of push the vendor posts: how each travels and which a profile begins with. Rows are in rows/.

import type { PushTopic } from '@/lib/jimi/push/index'
import type { Profile } from '@/lib/jimi/wire/profile'

/** Hub pushes have a path each; legacy messages all go to the address itself, named by `msgType`. */
const FAMILIES: Record<PushTopic, 'hub' | 'legacy'> = {
  pushevent: 'hub',
  pushhb: 'hub',
  pushgps: 'hub',
  pushalarm: 'hub',
  rfid: 'hub',
  wgtc: 'hub',
  pushoil: 'hub',
  pushfileupload: 'hub',
  pushtem: 'hub',
  pushlbs: 'hub',
  pushresourcelist: 'hub',
  pushftpfileupload: 'hub',
  pushIothubEvent: 'hub',
  pushPassThroughData: 'hub',
  pushTerminalTransInfo: 'hub',
  pushInstructResponse: 'hub',
  pushFileContent: 'hub',
  pushextendedkks: 'hub',
  uploadCallback: 'hub',
  generalBusiness: 'hub',
  pushobd: 'hub',
  pushfaultinfo: 'hub',
  pushtripreport: 'hub',
  'jimi.push.device.alarm': 'legacy',
  'jimi.open.instruction.raw.receive': 'legacy',
}

/** A kind of push by the vendor's name. */
export type Topic = PushTopic

/** Whether a name is one of the vendor's topics, in the vendor's own letter case. */
export function isTopic(name: string): name is Topic {
  return Object.hasOwn(FAMILIES, name)
}

/** Every topic, in the order of the vendor's document. */
export const TOPICS: readonly Topic[] = Object.keys(FAMILIES).filter(isTopic)

/** Whether a topic is a message of the old line: one object a post, no token. */
export function isLegacy(topic: Topic): boolean {
  return FAMILIES[topic] === 'legacy'
}

/** What a profile pushes from the start: `pro` everything, `ts` the legacy alarms alone. */
export function defaultTopics(profile: Profile): readonly Topic[] {
  return profile === 'ts' ? ['jimi.push.device.alarm'] : TOPICS
}
