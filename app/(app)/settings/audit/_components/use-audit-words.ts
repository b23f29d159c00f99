import { useMessages } from 'next-intl'
import { textsAt } from '@/lib/domain/words'

/** The words of actions: known ones as a person would say them, others as they are written in the log. */
export function useAuditWords() {
  const areaWords: Record<string, string> = textsAt(useMessages(), 'audit.areas')
  const table: Record<string, Record<string, string>> = textsAt(useMessages(), 'audit.actions')
  const areas = Object.entries(table).map(([noun, verbs]) => ({
    noun,
    words: areaWords[noun] ?? noun,
    actions: Object.entries(verbs).map(([verb, words]) => ({
      action: `${noun}.${verb}`,
      words,
    })),
  }))
  const wordsOf = new Map(
    areas.flatMap((area) => area.actions.map(({ action, words }) => [action, words] as const)),
  )
  return { areas, actionWords: (action: string) => wordsOf.get(action) ?? action }
}
