import { expect, test } from 'vitest'
import { mergeWords, pickWords } from './words'

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
