import { expect, test } from 'vitest'
import { isWrittenByHand } from './command'

const template = 'SOS,A,{0},{1},{2}#'
const sos = (last: string) => isWrittenByHand({ door: 'template', template, params: ['1', '2', last] })

test.each([
  '3#SERVER,1,evil.example,80,0#APN,x#RESET',
  '3#',
  '3;RESET',
  '3|RESET',
  '3\nRESET',
  '3\rRESET',
  '3\u2028RESET',
  '3\u0085RESET',
  '3＃RESET',
  '3；RESET',
])('a value that brings another command takes the right to write: %j', (last) => {
  expect(sos(last)).toBe(true)
})

test('values of a template take no such right', () => {
  for (const last of ['3', '', '+351 912 345 678', 'Zoë, home'] as const) expect(sos(last)).toBe(false)
})

test('a placeholder that begins any command of a template is free text', () => {
  for (const free of ['{0}', '{0}#', 'STATUS#{0}', 'STATUS;{0},{1}#'])
    expect(isWrittenByHand({ door: 'template', template: free, params: [] })).toBe(true)
})
