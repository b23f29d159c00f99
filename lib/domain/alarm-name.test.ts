import { describe, expect, test } from 'vitest'
import { describeAlarm, listAlarmCodes } from './alarm-codes'
import { type AlarmNames, alarmNameBy, alarmNamesWith } from './alarm-name'
import { names as ar } from './alarm-names/ar'
import { names as es } from './alarm-names/es'
import { names as fr } from './alarm-names/fr'
import { names as pt } from './alarm-names/pt'
import { names as zh } from './alarm-names/zh'
import { STANDARD_ALARM_BITS } from './alarm-standard-bits'

const LANGUAGES: [locale: string, names: AlarmNames][] = Object.entries({ es, pt, fr, zh, ar })

const CATALOGUE = new Set([
  ...listAlarmCodes().map((code) => describeAlarm({ code }).name),
  ...Object.values(STANDARD_ALARM_BITS),
])

/** What a language writes as English does; the last two are marks between names. */
const ALIKE: Record<string, string[]> = {
  es: ['SOS', 'OBD', ': ', ', '],
  pt: ['SOS', 'OBD', ': ', ', '],
  fr: ['SOS', 'OBD', 'Vibration', 'Collision', 'Obstacle', ', '],
  zh: [],
  ar: [': '],
}

describe.each(LANGUAGES)('%s', (locale, names) => {
  test('every code of the catalogue and every bit of a standard alarm has a name, and nothing else has', () => {
    expect(Object.keys(names).toSorted()).toEqual([...CATALOGUE, ': ', ', '].toSorted())
    expect(Object.entries(names).filter(([, words]) => words.trim() === '')).toEqual([])
  })

  test('no name was left in English but those written alike', () => {
    const alike = Object.entries(names).flatMap(([name, words]) => (name === words ? [name] : []))
    expect(alike.toSorted()).toEqual(ALIKE[locale]?.toSorted())
  })

  test('what English tells apart is told apart', () => {
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length)
  })

  test('in Chinese and Arabic every name has letters of theirs', () => {
    const letters = { zh: /\p{Script=Han}/u, ar: /\p{Script=Arabic}/u }[locale] ?? /\p{Script=Latin}/u
    const words = Object.entries(names).flatMap(([name, each]) => (/\w/.test(name) ? [each] : []))
    expect(words.filter((each) => !letters.test(each))).toEqual([])
  })
})

test.each([
  [es, 'Overspeed (device)', 'Exceso de velocidad (dispositivo)'],
  [zh, 'Power cut', '断电告警'],
  [fr, 'Fence left: Dépôt: nord', 'Sortie de la géozone\u00a0: Dépôt: nord'],
  [zh, 'Fence entered: 3号仓库', '进入电子围栏：3号仓库'],
  [ar, 'SOS, Overspeed', 'استغاثة SOS، تجاوز السرعة'],
  [zh, 'Main power cut, Bit 16', '主电源断电、Bit 16'],
])('a name is put into words with its fence or its bits', (names, name, words) => {
  expect(alarmNameBy(names, name)).toBe(words)
})

test.each([
  'Odd thing',
  '977',
  'Bit 16',
  'SOS, odd thing',
  'Odd thing: Depot',
  'SOS: Depot',
  ', ',
  ': ',
  '',
  'constructor',
  '__proto__',
])('%j is no name of ours and stays as it came', (name) => {
  expect(alarmNameBy(es, name)).toBe(name)
})

test('English needs no words', () => {
  expect(alarmNameBy(null, 'Power cut')).toBe('Power cut')
  expect(alarmNamesWith(null, 'power')).toEqual([])
})

test('what is typed in the language of the names finds them, whatever the case', () => {
  expect(alarmNamesWith(es, ' EXCESO de vel')).toEqual(
    expect.arrayContaining(['Overspeed', 'Overspeed (device)', 'Overspeed in geofence']),
  )
  expect(alarmNamesWith(zh, '断电')).toEqual(expect.arrayContaining(['Power cut', 'Main power cut']))
  expect(alarmNamesWith(es, 'power')).toEqual([])
  expect(alarmNamesWith(es, ', ')).toEqual([])
  expect(alarmNamesWith(es, ' ')).toEqual([])
})
