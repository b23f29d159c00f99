import { expect, test } from 'vitest'
import { createCommandBook, type SentCommand } from './commands'

const WAITING: SentCommand = {
  imei: '860000000000017',
  codeId: '113',
  text: 'RELAY,1#',
  source: 'Cut oil',
  sender: 'acme',
  sentAtMs: 0,
  wasOffline: true,
  answerAtMs: null,
  answer: null,
  isCancelled: false,
}

test('what has fallen out of the history of its device no longer waits, so that waiting cannot fill the memory', () => {
  const book = createCommandBook()
  for (let sentAtMs = 0; sentAtMs < 250; sentAtMs += 1) book.add({ ...WAITING, sentAtMs })
  expect(book.count()).toBe(200)
  expect(book.listWaiting()).toHaveLength(200)
  expect(book.listWaiting()[0]?.sentAtMs).toBe(50)
})
