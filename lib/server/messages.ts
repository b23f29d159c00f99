// The words of every language, for requests and for what is written outside of any (mails, files). Which language somebody
// reads is asked elsewhere: i18n.ts for requests, the person's own record for mails.

import type { AbstractIntlMessages, Formats } from 'next-intl'
import { knownLocale, type Locale } from '@/lib/domain/locales'
import ar from '@/messages/ar.json'
import en from '@/messages/en.json'
import es from '@/messages/es.json'
import fr from '@/messages/fr.json'
import pt from '@/messages/pt.json'
import zh from '@/messages/zh.json'

/** The source language: its shape is that of all of them. */
export type Messages = typeof en

const BY_LOCALE: Readonly<Record<Locale, AbstractIntlMessages>> = { en, es, pt, fr, zh, ar }

/** What `{x, date, medium}` and `{x, time, short}` mean in messages, which know no formats of their own once compiled. */
export const MESSAGE_FORMATS: Formats = {
  dateTime: {
    medium: { year: 'numeric', month: 'short', day: 'numeric' },
    short: { hour: 'numeric', minute: 'numeric' },
  },
}

/** The messages of a language tag; the source language for one we don't speak. */
export function messagesOf(tag: string): Messages {
  // Same keys in all of them is what tests/messages/messages.test.ts holds them to.
  return BY_LOCALE[knownLocale(tag)] as Messages
}
