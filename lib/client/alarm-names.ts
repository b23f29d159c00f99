'use client'
// What alarms are called in the reader's language. The words of a language are a file of their own, loaded when something
// first shows an alarm; until they have come, and in English always, the names are those that were sent.

import { useLocale } from 'next-intl'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { type AlarmNames, alarmNameBy } from '@/lib/domain/alarm-name'
import type { Locale } from '@/lib/domain/locales'

type Loader = () => Promise<{ names: AlarmNames }>

const LOADERS: Readonly<Record<Exclude<Locale, 'en'>, Loader>> = {
  es: () => import('@/lib/domain/alarm-names/es'),
  pt: () => import('@/lib/domain/alarm-names/pt'),
  fr: () => import('@/lib/domain/alarm-names/fr'),
  zh: () => import('@/lib/domain/alarm-names/zh'),
  ar: () => import('@/lib/domain/alarm-names/ar'),
}

const loaded = new Map<string, AlarmNames>()
const asked = new Set<string>()
const listeners = new Set<() => void>()

/** Puts an alarm's name, as it was sent, into the reader's language. Another function once the words have come. */
export function useAlarmNames(): (name: string) => string {
  const [language = ''] = useLocale().split('-')
  const names = useSyncExternalStore(listen, () => loaded.get(language) ?? null, none)
  useEffect(() => load(language), [language])
  return useCallback((name) => alarmNameBy(names, name), [names])
}

/** An alarm's name in the reader's language, for lists of elements. */
export function AlarmName({ name }: { name: string }): string {
  return useAlarmNames()(name)
}

function listen(onChange: () => void): () => void {
  listeners.add(onChange)
  return () => listeners.delete(onChange)
}

/** What the server drew with. */
function none(): AlarmNames | null {
  return null
}

/** Away from the network it is asked for again by whatever shows an alarm next. */
function load(language: string): void {
  const loader = Object.entries(LOADERS).find(([each]) => each === language)?.[1]
  if (loader === undefined || asked.has(language)) return
  asked.add(language)
  loader().then(
    ({ names }) => {
      loaded.set(language, names)
      for (const listener of listeners) listener()
    },
    () => asked.delete(language),
  )
}
