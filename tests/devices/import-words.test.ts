// How texts and words of our own files are read again, whatever they are made of and in whichever language.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VEHICLE_ICONS } from '@/lib/domain/api/device-jobs'
import { guardedCell } from '@/lib/domain/device-cells'
import { parseIcon } from '@/lib/domain/device-icons'
import { LOCALES } from '@/lib/domain/locales'
import { messagesOf } from '@/lib/server/messages'
import { line } from '@/lib/server/reports/csv'
import { readTable } from '@/lib/server/services/device-import-file'
import { iconWords } from '@/lib/server/services/device-import-words'

test('every language’s word for a picture is read as that picture', () => {
  for (const locale of LOCALES)
    for (const icon of VEHICLE_ICONS) {
      const word = messagesOf(locale).devices.words[icon]
      expect([locale, word, parseIcon(` ${word.toUpperCase()} `, iconWords())]).toEqual([locale, word, icon])
    }
  expect(parseIcon('rocket', iconWords())).toBeNull()
})

test('a text comes back from a CSV file as it went in, but for blanks around it', async () => {
  const sign = fc.constantFrom(
    "'",
    '=',
    '+',
    '-',
    '@',
    '\uff1d',
    '\uff20',
    ' ',
    '\t',
    '\u200b',
    '"',
    ',',
    '\n',
    '1',
    'a',
  )
  const texts = fc.array(fc.oneof(fc.string(), fc.string({ unit: sign, maxLength: 6 })), {
    minLength: 1,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(texts, async (names) => {
      const rows = names.map((name, at) => line([String(at), guardedCell(name), 'x']))
      const { rows: read } = await readTable(Buffer.from(`\uFEFFIMEI,Name,End\r\n${rows.join('')}`))
      expect(read.map(({ cells }) => cells[1])).toEqual(
        names.map((name) => name.replaceAll('\u0000', '').trim()),
      )
    }),
    { numRuns: 300 },
  )
})
