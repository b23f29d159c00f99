// How long an answer of each reading method serves the next person who asks the same. Background work never takes such an
// answer: it is there to learn what is new.

import { CHAPTERS, getMethod, type MethodInput, type MethodName } from '@/lib/jimi/contract'

/** How long an answer to this question stays fresh, as of `nowMs`; 0 when each must ask anew. */
export function freshMsOf<N extends MethodName>(name: N, input: MethodInput<N>, nowMs: number): number {
  if (getMethod(name).access === 'write') return 0
  const rules: Rules = BY_METHOD
  const rule = rules[name]
  if (rule === undefined) return BY_CHAPTER[chapterOf(name)]
  return typeof rule === 'number' ? rule : rule(input, nowMs)
}

type Chapter = keyof typeof CHAPTERS
type Rules = { [N in MethodName]?: number | ((input: MethodInput<N>, nowMs: number) => number) }

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

const BY_CHAPTER: Record<Chapter, number> = {
  'Access control': 0,
  Devices: 30 * SECOND_MS,
  Tracking: 3 * SECOND_MS,
  // Links to streams and files are made for one viewing.
  Media: 0,
  Commands: 0,
  Geofences: 10 * SECOND_MS,
  Reports: 30 * SECOND_MS,
  OBD: 30 * SECOND_MS,
  Accounts: 30 * SECOND_MS,
  Scooters: 3 * SECOND_MS,
}

/** What lies this far back has come in, except from devices that were without network. */
const SETTLED_AFTER_MS = 10 * MINUTE_MS

const ofPast = ({ endAt }: { endAt?: Date }, nowMs: number) =>
  endAt !== undefined && endAt.getTime() < nowMs - SETTLED_AFTER_MS ? 5 * MINUTE_MS : 10 * SECOND_MS

const BY_METHOD: Rules = {
  'jimi.device.track.list': ofPast,
  'jimi.device.track.mileage': ofPast,
  'jimi.open.platform.report.parking': ofPast,
  'jimi.open.platform.report.trips': ofPast,
  'jimi.open.platform.fence.duration': ofPast,
  'jimi.device.alarm.list': 10 * SECOND_MS,
  // Ten calls a day for each device, and the same cells stand where they stood.
  'jimi.lbs.address.get': 60 * MINUTE_MS,
  'jimi.open.instruction.list': 10 * MINUTE_MS,
  // A public link is given to one person on purpose.
  'jimi.device.location.URL.share': 0,
  'jimi.device.jimi.media.URL': 5 * SECOND_MS,
  'jimi.device.media.event.URL': 5 * SECOND_MS,
}

function chapterOf(name: MethodName): Chapter {
  return CHAPTER_OF.get(name) ?? 'Access control'
}

const CHAPTER_OF = new Map<string, Chapter>(
  chapters().flatMap((chapter) => CHAPTERS[chapter].map((method) => [method.name, chapter] as const)),
)

function chapters(): Chapter[] {
  const isChapter = (name: string): name is Chapter => Object.hasOwn(CHAPTERS, name)
  return Object.keys(CHAPTERS).filter(isChapter)
}
