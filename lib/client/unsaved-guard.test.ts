import { expect, test } from 'vitest'
import { type LinkClick, leaveBy, wayOutOf } from './unsaved-guard'

const here = new URL('https://milepost.example/accounts?account=a&do=edit')
const click = (href: string, over: Partial<LinkClick> = {}, link: Partial<LinkClick['link']> = {}) => ({
  ...{ button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, ...over },
  link: { href, target: '', isDownload: false, ...link },
})

test('a plain click on a link to another page of ours is a way out', () => {
  expect(wayOutOf(click('https://milepost.example/map?q=van#top'), here)).toBe('/map?q=van#top')
  expect(wayOutOf(click('/devices', {}, { target: '_self' }), here)).toBe('/devices')
})

test('what opens elsewhere, stays on the page, or the browser itself asks about is none', () => {
  expect(wayOutOf(click('/map', { ctrlKey: true }), here)).toBeNull()
  expect(wayOutOf(click('/map', { metaKey: true }), here)).toBeNull()
  expect(wayOutOf(click('/map', { button: 1 }), here)).toBeNull()
  expect(wayOutOf(click('/map', {}, { target: '_blank' }), here)).toBeNull()
  expect(wayOutOf(click('/report.csv', {}, { isDownload: true }), here)).toBeNull()
  expect(wayOutOf(click('/accounts?account=b'), here)).toBeNull()
  expect(wayOutOf(click('https://elsewhere.example/map'), here)).toBeNull()
})

test('where nothing is unsaved one goes at once', () => {
  let gone = 0
  leaveBy(() => {
    gone += 1
  })
  expect(gone).toBe(1)
})
