// The languages Milepost speaks: which there are, what each calls itself, and which one a tag or a browser's wish means.
// The words themselves are messages/<locale>.json, read by lib/server/messages.ts.

import { match } from '@formatjs/intl-localematcher'
import { directionOf } from './bidi'

/** Languages there are messages for; the first is the source, and the one for everybody we don't understand. */
export const LOCALES = ['en', 'es', 'pt', 'fr', 'zh', 'ar'] as const
export type Locale = (typeof LOCALES)[number]

/** What each language calls itself, for the one who cannot read the page as it is. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
  fr: 'Français',
  zh: '中文',
  ar: 'العربية',
}

const MAX_WISHES = 20

/** The language of ours that a tag such as `pt-BR` means; the source language for one we don't speak. */
export function knownLocale(tag: string): Locale {
  const language = tag.split('-')[0]?.toLowerCase()
  return LOCALES.find((each) => each === language) ?? LOCALES[0]
}

/** The language of ours that suits an `Accept-Language` header best. Source: RFC 9110 section 12.5.4. */
export function localeWished(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',', MAX_WISHES)
    .map(readWish)
    .filter(({ tag, weight }) => weight > 0 && isLanguageTag(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
  return knownLocale(wishes.length > 0 ? match(wishes, LOCALES, LOCALES[0]) : LOCALES[0])
}

/** The tag that numbers and times are written by. Arabic keeps the digits of plates, IMEIs and device replies. */
export function formattingTag(locale: Locale): string {
  return knownLocale(locale) === locale && directionOf(locale) === 'rtl' ? `${locale}-u-nu-latn` : locale
}

function readWish(part: string): { tag: string; weight: number } {
  const [tag = '', ...params] = part.split(';').map((each) => each.trim())
  const weight = params.find((param) => param.startsWith('q='))?.slice(2)
  return { tag, weight: weight === undefined ? 1 : Number(weight) }
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
