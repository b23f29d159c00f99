import { expect, test } from 'vitest'
import { mergeWords, pickWords, plainText, textsAt } from './words'

const all = {
  shell: { skip: 'Skip', nav: { map: 'Map', video: 'Video' } },
  time: { now: 'now' },
  video: { title: 'Video' },
}

test('the words of a namespace keep their place, and no others come with them', () => {
  expect(pickWords(all, ['shell.nav', 'time'])).toEqual({
    shell: { nav: { map: 'Map', video: 'Video' } },
    time: { now: 'now' },
  })
})

test('a namespace and one within it are one tree', () => {
  expect(pickWords(all, ['shell', 'shell.nav'])).toEqual({ shell: all.shell })
})

test('a namespace there is none of has no words', () => {
  expect(pickWords(all, ['shell.skip.more', 'nothing', 'time.now.then'])).toEqual({ shell: {}, time: {} })
})

test('added words stand beside those that were there', () => {
  const base = pickWords(all, ['shell.nav'])
  expect(mergeWords(base, { shell: { skip: 'Skip' }, video: all.video })).toEqual({
    shell: all.shell,
    video: all.video,
  })
  expect(base).toEqual({ shell: { nav: all.shell.nav } })
})

test('a compiled message is one message, however many parts it has', () => {
  const compiled = ['Last seen ', ['age']]
  expect(mergeWords({ seen: ['Seen ', ['age']], other: 'Other' }, { seen: compiled })).toEqual({
    seen: compiled,
    other: 'Other',
  })
  expect(pickWords({ row: { seen: compiled } }, ['row', 'row.seen.age'])).toEqual({ row: { seen: compiled } })
})

test('a compiled message is told as it was written', () => {
  expect(plainText('Live')).toBe('Live')
  expect(plainText(['About ', ['time'], ' to ', ['place']])).toBe('About {time} to {place}')
})

test('a message that needs a formatter is refused as a text', () => {
  // 2 stands for a plural in what the compiler writes.
  expect(() => plainText([['count', 2, { one: '# day', other: '# days' }]])).toThrow('Not a plain message')
})

test('a group read as texts is as it was written, compiled or not', () => {
  const table = { heads: { of: ['Of ', ['name']], more: { imei: 'IMEI' } } }
  expect(textsAt({ table }, 'table.heads')).toEqual({ of: 'Of {name}', more: { imei: 'IMEI' } })
  expect(() => textsAt({ table }, 'table.tails')).toThrow('no words at table.tails')
  const counted = { days: [['count', 2, { other: '# days' }]] }
  expect(() => textsAt({ counted }, 'counted')).toThrow('Not a plain message')
})
