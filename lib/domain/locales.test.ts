import { expect, test } from 'vitest'
import { knownLocale, LOCALE_NAMES, LOCALES, localeWished } from './locales'

test('a regional tag means its language, and an unknown one the source', () => {
  expect(knownLocale('en-GB')).toBe('en')
  expect(knownLocale('tlh')).toBe('en')
  expect(knownLocale('')).toBe('en')
})

test.each([
  ['pt-BR', 'pt'],
  ['zh-Hans-CN', 'zh'],
  ['es-419', 'es'],
  ['FR', 'fr'],
  ['ar-u-nu-latn', 'ar'],
])('the tag %s means %s', (tag, locale) => expect(knownLocale(tag)).toBe(locale))

test.each([
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['de-DE,de;q=0.9,fr;q=0.5,en;q=0.4', 'fr'],
  ['zh-TW', 'zh'],
  ['tlh, pt-PT;q=0.3', 'pt'],
  ['en;q=0, ar-EG', 'ar'],
])('a browser that wishes %s gets %s', (header, locale) => expect(localeWished(header)).toBe(locale))

test.each([null, '', '*', 'tlh', 'q=1', ';;;,', 'en;q=0', 'x'.repeat(9000)])(
  'a browser that wishes %j gets the source language',
  (header) => expect(localeWished(header)).toBe('en'),
)

test('every language says its own name', () => {
  expect(Object.keys(LOCALE_NAMES)).toEqual([...LOCALES])
})
