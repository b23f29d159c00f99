import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/domain/locales'
import { messagesOf } from '@/lib/server/messages'
import { findMessageFaults, flatten, type Tree, wordsOf } from './message-faults'

const english = messagesOf('en')
const others = LOCALES.filter((locale) => locale !== 'en')

test.each(others)('%s has every message of English, with the same values, tags and choices', (locale) => {
  expect(findMessageFaults(locale, english, messagesOf(locale))).toEqual([])
})

test('English itself holds nothing but messages', () => {
  // Where one and many read alike, as in "3 h", English does without the form for one.
  const faults = findMessageFaults('en', english, english).filter(
    (fault) => !fault.endsWith('lacks the plural form "one"'),
  )
  expect(faults).toEqual([])
})

/** Names, formats and signs of units, written alike everywhere. */
const EVERYWHERE =
  'Milepost TrackSolid Tracksolid Pro API CSV GPX GeoJSON KML PDF XLSX HTTP IMEI OBD SIM UTC gal mph'.split(
    ' ',
  )

/** Words a language writes as English does. */
const ALIKE: Partial<Record<string, string>> = {
  es: 'Control Tractor Video Videos Clip Taxi Sensor Token Webhook Webhooks webhook bytes min Celsius Fahrenheit Scooter Total Excel',
  pt: 'Sensor Token Webhook Webhooks webhook bytes min Celsius Fahrenheit Scooter Total Excel App key secret Beacon Heartbeats Link Login login Offline online Status Latitude Longitude Volume',
  fr: 'Clip Taxi Webhooks webhook min Celsius Fahrenheit Scooter Total Excel Latitude Longitude Volume Logo minutes Actions Bus Code code Conditions Dashcam Description description Destination Distance Europe Info Installation Invitations Litres Miles Note Notes Notifications Page Pages Pause Photo Photos point points Points Position Positions Quota Rectangle Satellites Sessions Signal Test Tricycle',
  zh: 'Logo',
  ar: 'Excel',
}

/** A letter to the vendor, who reads English and Chinese. */
const LETTERS = ['push.letter']

test.each(others)('nothing of %s was left in English', (locale) => {
  const alike = new Set([...EVERYWHERE, ...(ALIKE[locale]?.split(' ') ?? [])])
  const source = flatten(english)
  const left = [...flatten(messagesOf(locale))].filter(
    ([key, text]) =>
      text === source.get(key) && !LETTERS.includes(key) && wordsOf(text).some((word) => !alike.has(word)),
  )
  expect(left).toEqual([])
})

const source: Tree = {
  a: { name: 'Hello {name}', link: 'See <link>{count, number}</link>' },
  count: '{count, plural, =0 {none} one {# day} other {# days}}',
  state: '{state, select, on {On} other {Off}}',
  space: ' and ',
}
const good: Tree = {
  a: { name: '{name}، مرحبًا', link: '<link>{count, number}</link> انظر' },
  count: '{count, plural, =0 {لا شيء} one {يوم} two {يومان} few {# أيام} many {# يومًا} other {# يوم}}',
  state: '{state, select, on {يعمل} other {متوقف}}',
  space: ' و ',
}

test('a faithful translation has no fault', () => {
  expect(findMessageFaults('ar', source, good)).toEqual([])
})

test.each<[string, Tree, string]>([
  ['a missing key', { a: { name: '{name}' } }, 'a.link: missing'],
  ['a key of its own', { more: 'x' }, 'more: not in English'],
  ['an empty message', { space: ' ' }, 'space: empty'],
  [
    'a renamed value',
    { a: { name: '{nom}', link: 'x' } },
    'a.name: has {nom, argument} where English has {name, argument}',
  ],
  ['a value of another type', { a: { name: '{name, number}' } }, 'a.name: has {name, number}'],
  ['a lost tag', { a: { link: '{count, number}' } }, 'a.link: has {count, number} where'],
  [
    'a translated choice',
    { state: '{state, select, an {x} other {y}}' },
    'state: has {state, select, an|other}',
  ],
  ['a choice without its rest', { state: '{state, select, on {x}}' }, 'state: no ICU message'],
  ['a brace too few', { state: '{state, select, on {x} other {y}' }, 'state: no ICU message'],
  [
    'a plural form too few',
    { count: '{count, plural, =0 {x} other {y}}' },
    'count: lacks the plural form "few"',
  ],
  ['lost spaces', { space: 'و' }, 'space: other spaces at its ends'],
])('%s is found', (_, changed, fault) => {
  const faults = findMessageFaults('ar', source, { ...good, ...changed })
  expect(faults.find((each) => each.startsWith(fault))).toBeDefined()
})

test('a plural form the language has not is found', () => {
  const chinese = { count: '{count, plural, =0 {无} one {# 天} other {# 天}}' }
  expect(findMessageFaults('zh', { count: source.count ?? '' }, chinese)).toEqual([
    'count: has the plural form "one", which the language has not',
  ])
})
