// Single values of media, commands and the hub: whatever comes is refused, or read as something that is written and read
// again the same.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { exactText, type Scalar, trueFalseText } from '../wire/codecs'
import { commandText } from './command-text'
import * as hub from './instruct-fields'
import { decodeInput, decodeOutput, encodeInput, encodeOutput } from './io'
import * as media from './media-fields'
import { assertSound } from './sound.test-helper'

const FAMILY_RUNS = 10_000
/** Media and hub are seven values or more each, so that a run has at least 10,000 cases of each; the next run has others. */
const RUNS = 1_500
const pro = { profile: 'pro' } as const
const imei = '868120145233604'

/** Pieces that the texts of all families are made of, so that some of what comes is nearly right. */
const PIECES =
  `http:// wss:// rtmp:// javascript: data: host.example :80 / ?a=b null NULL a.mp4 , .. 2025 -11 -13
 -02-30 251113 135541 999999 W1g3vp27z06a486 5bd5e931 0B 0b F g 0 1 2 3 99 64 65 -1 1e3 photo VIDEO true FALSE
 {} { } "1":"2" "44":"" : - # {0} 113.9 22.5 -200 10:25:00 1:07:23 2024-05-09 é ٠`.split(/\s+/)
const piece = fc.constantFrom(...PIECES, ' ', '\n', '\0', '\ud83d', '\u200b')
const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const anything = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 1, arbitrary: fc.anything() },
  { weight: 1, arbitrary: fc.double() },
)

const scalars = {
  exactText: exactText(20),
  trueFalseText,
  mediaAddress: media.mediaAddress,
  streamAddress: media.streamAddress,
  channelText: media.channelText,
  viewingId: media.viewingId,
  requestKey: media.requestKey,
  mediaKindsText: media.mediaKindsText,
  mediaKindNumber: media.mediaKindNumber,
  lensNumber: media.lensNumber,
  fileSizeBytesText: media.fileSizeBytesText,
  dayText: media.dayText,
  fileNames: media.fileNames,
  fileNameList: media.fileNameList,
  host: hub.host,
  port: hub.port,
  compactTime: hub.compactTime,
  parameterValues: hub.parameterValues,
  parameterIds: hub.parameterIds,
  freeMembers: hub.freeMembers,
  emptyObject: hub.emptyObject,
} as Record<string, Scalar<unknown>>

test.each(Object.entries(scalars))('%s', (_, codec) => fuzz(codec, RUNS))

test('the text of a command', () => fuzz(commandText, FAMILY_RUNS))

function fuzz(codec: Scalar<unknown>, runs: number): void {
  fc.assert(
    fc.property(anything, (wire) => {
      const read = z.safeDecode(codec, wire)
      if (!read.success) return
      assertSound(read.data)
      expect(z.decode(codec, z.encode(codec, read.data))).toEqual(read.data)
    }),
    { numRuns: runs },
  )
}

describe('values inside their methods', () => {
  test('bytes of a raw command', () => {
    fc.assert(
      fc.property(texts, (raw_cmd) => {
        const decoded = decodeInput('jimi.open.instruction.raw.send', { imei, raw_cmd }, pro)
        if (!decoded.ok) return
        expect(encodeInput('jimi.open.instruction.raw.send', decoded.input, pro)).toEqual({
          imei,
          raw_cmd: raw_cmd.trim().toUpperCase(),
        })
      }),
      { numRuns: FAMILY_RUNS },
    )
  })

  test.each([
    [
      'jimi.open.platform.dlt.report',
      { imei, dlt: '1', deviceStatus: 1, operationTime: '2025-10-27 10:43:07' },
      'coordinates',
    ],
    ['jimi.device.obd.list', { imei, dataReportTime: '2024-05-09 1:27:23' }, 'dataReportTime'],
    ['jimi.device.health.data', { currentSteps: 1 }, 'currentHeartRate'],
    ['jimi.device.media.event.URL', { imei, event_type_id: '147' }, 'fileList'],
  ] as const)('%s with whatever for %j.%s', (method, row, member) => {
    fc.assert(
      fc.property(anything, (value) => {
        const answer = { result: null, data: { ...row, [member]: value } }
        let read: ReturnType<typeof decodeOutput<typeof method>>
        try {
          read = decodeOutput(method, answer, pro)
        } catch {
          // Only the member without which a row is useless may cost the row.
          expect(member).toBe('dataReportTime')
          return
        }
        const again = decodeOutput(method, encodeOutput(method, read.value, pro), pro)
        expect(again.value).toEqual(read.value)
      }),
      { numRuns: FAMILY_RUNS / 4 },
    )
  })
})
