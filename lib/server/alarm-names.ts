// What alarms are called, in every language: for mails, files and whatever else is written here. Browsers load the words of
// their one language by themselves.

import { type AlarmNames, alarmNameBy, alarmNamesWith } from '@/lib/domain/alarm-name'
import { names as ar } from '@/lib/domain/alarm-names/ar'
import { names as es } from '@/lib/domain/alarm-names/es'
import { names as fr } from '@/lib/domain/alarm-names/fr'
import { names as pt } from '@/lib/domain/alarm-names/pt'
import { names as zh } from '@/lib/domain/alarm-names/zh'
import type { AlarmFilter } from '@/lib/domain/api/alarm-inbox'
import { knownLocale, type Locale } from '@/lib/domain/locales'

const BY_LOCALE: Readonly<Record<Locale, AlarmNames | null>> = { en: null, es, pt, fr, zh, ar }

/** An alarm's name, as it is stored, in the language of a tag such as `pt-BR`; see `alarmNameBy`. */
export function alarmNameIn(tag: string, name: string): string {
  return alarmNameBy(BY_LOCALE[knownLocale(tag)], name)
}

/** The filter with the stored names that its `search` means to who reads the language of the tag. */
export function searchedIn(tag: string, filter: AlarmFilter): AlarmFilter {
  const names = alarmNamesWith(BY_LOCALE[knownLocale(tag)], filter.search ?? '')
  return names.length === 0 ? filter : { ...filter, searchedNames: names }
}
