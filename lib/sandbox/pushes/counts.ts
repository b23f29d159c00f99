// Counts what becomes of items, by topic.

import { TOPICS, type Topic } from './topics'

/**
 * `made`: items of the world and of load. `copies` and `spoiled`: items added to them on purpose. `sent`: items in posts,
 * each try counted; every one of them ends as `acknowledged` (HTTP 200 and code 0) or `refused`, or is under way.
 * `gaveUp`: refused at the last try. `dropped`: too old, or too many for a receiver that is slow or away.
 */
export type TopicCounts = Record<CountName, number>

const COUNT_NAMES = [
  'made',
  'copies',
  'spoiled',
  'sent',
  'acknowledged',
  'refused',
  'gaveUp',
  'dropped',
] as const
export type CountName = (typeof COUNT_NAMES)[number]

export type Counts = {
  add(topic: Topic, name: CountName, count: number): void
  /** Topics that nothing happened to are left out. */
  report(): { topics: Partial<Record<Topic, TopicCounts>>; total: TopicCounts }
  reset(): void
}

/** All at zero. */
export function createCounts(): Counts {
  const byTopic = new Map<Topic, TopicCounts>()
  return {
    add(topic, name, count) {
      const counts = byTopic.get(topic) ?? zero()
      counts[name] += count
      byTopic.set(topic, counts)
    },
    report() {
      const total = zero()
      for (const counts of byTopic.values()) for (const name of COUNT_NAMES) total[name] += counts[name]
      const known = TOPICS.flatMap((topic) => {
        const counts = byTopic.get(topic)
        return counts ? [[topic, { ...counts }] as const] : []
      })
      return { topics: Object.fromEntries(known), total }
    },
    reset: () => byTopic.clear(),
  }
}

function zero(): TopicCounts {
  return { made: 0, copies: 0, spoiled: 0, sent: 0, acknowledged: 0, refused: 0, gaveUp: 0, dropped: 0 }
}
