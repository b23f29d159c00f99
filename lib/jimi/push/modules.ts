// Pushes of what hangs on a device or passes through it: cards, modules, serial ports, and messages nobody describes.

import { optional, required } from '../contract/fields'
import * as quantity from '../contract/quantities'
import { exactText, text } from '../wire/codecs'
import { definePush, type ItemRefusal, type WireItem } from './define-push'
import { digestOf } from './digest'
import { type ExtensionReading, pairsOf, readingOf } from './extension-pairs'
import type { RfidPush } from './items'
import type { ExtendedPush, ExtensionPush, GeneralPush, ModulePush, PassThroughPush } from './module-items'
import { plainRecord, record, refusal } from './push-record'
import { base64, deviceImei, hexBytes, pushTime, whole } from './push-scalars'

const device = required('deviceImei', deviceImei, { also: ['imei'] })
const tag = {
  fixAt: optional('gpsTime', pushTime),
  lat: optional('lat', quantity.lat),
  lng: optional('lng', quantity.lng),
}
const tagNames = ['fixAt', 'lat', 'lng'] as const
const MAX_CONTENT_CHARS = 16_000
const MAX_RAW_CHARS = 16_000

export const pushRfid = definePush<'rfid', RfidPush>({
  topic: 'rfid',
  path: 'rfid',
  summary: 'A card was held to a reader.',
  docs: 'How the card is encoded is not published: its text is kept as sent.',
  item: plainRecord(
    {
      imei: device,
      scannedAt: required('postTime', pushTime),
      gatewayAt: optional('gateTime', pushTime),
      card: required('value', exactText(200)),
      moduleType: optional('moduleType', text),
      ...tag,
    },
    { lenient: tagNames, settle: quantity.withoutNullIsland },
  ),
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ scannedAt }) => scannedAt,
  keyOf: ({ imei, scannedAt, card }) => ({ imei, scannedAt, card }),
  examples: [
    '[{"moduleType":"1","deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:38","postTime":"2026-01-13 02:24:37","value":"278907","gpsTime":"2026-01-13 02:24:30","lng":113.942885,"lat":22.576539}]',
  ],
})

export const pushModule = definePush<'wgtc', ModulePush>({
  topic: 'wgtc',
  path: 'wgtc',
  summary: 'Bytes of a plug-in module.',
  docs: 'Its time is that of sending or, where that is missing, of the fix.',
  item: plainRecord(
    {
      imei: device,
      postedAt: optional('postTime', pushTime),
      category: required('category', exactText(40)),
      messageType: required('type', whole(0, 0xffffffff)),
      contentHex: required('hexContent', hexBytes(MAX_CONTENT_CHARS)),
      ...tag,
    },
    {
      lenient: ['lat', 'lng'],
      settle: (row) =>
        (row.postedAt ?? row.fixAt) === undefined
          ? refusal('postTime', 'missing')
          : quantity.withoutNullIsland(row),
    },
  ),
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ postedAt, fixAt }, { receivedAt }) => postedAt ?? fixAt ?? receivedAt,
  keyOf: ({ imei, postedAt, fixAt, category, messageType, contentHex }) => ({
    imei,
    postedAt: postedAt ?? fixAt ?? '',
    category,
    messageType,
    content: digestOf(contentHex),
  }),
  examples: [
    '[{"deviceImei":"868120246598152","hexContent":"0A0C0F01182E0101","postTime":"2026-01-13 02:24:37","category":"0x9B","type":1}]',
  ],
})

const passThrough = record(
  {
    imei: device,
    at: required('gateTime', pushTime),
    messageType: required('type', whole(0, 0xffffffff)),
    category: required('category', exactText(40)),
    contentBase64: required('content', base64(MAX_CONTENT_CHARS)),
  },
  {
    settle: (row): PassThroughPush => {
      const bytes = Buffer.from(row.contentBase64, 'base64')
      return { ...row, contentHex: bytes.toString('hex'), sizeBytes: bytes.length }
    },
    unsettle: ({ contentHex: _, sizeBytes: __, ...row }) => row,
  },
)

export const pushPassThrough = definePush({
  topic: 'pushPassThroughData',
  path: 'pushPassThroughData',
  summary: 'Bytes that the hub passes through unread.',
  docs: 'Base64 on the wire. What is not Base64 is refused.',
  item: passThrough,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, at, category, messageType, contentHex }) => ({
    imei,
    at,
    category,
    messageType,
    content: digestOf(contentHex),
  }),
  examples: [
    '[{"deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:37","type":240,"category":"0x0900","content":"c2VydmVy"}]',
  ],
})

const extension = record(
  {
    imei: device,
    postedAt: required('postTime', pushTime),
    extensionId: required('extensionId', whole(0, 0xffffffff)),
    contentText: required('content', exactText(MAX_CONTENT_CHARS)),
    ...tag,
  },
  {
    // Some senders put a true object where the document has its look-alike text.
    open: (wire) =>
      typeof wire.content === 'object' ? { ...wire, content: JSON.stringify(wire.content) } : wire,
    lenient: tagNames,
    settle: (row): ExtensionPush => {
      const values = pairsOf(row.contentText)
      return { ...quantity.withoutNullIsland(row), values, ...readingOf(row.extensionId, values) }
    },
    unsettle: ({ values: _, ...item }) => withoutReading(item),
  },
)

export const pushExtension = definePush({
  topic: 'pushTerminalTransInfo',
  path: 'pushTerminalTransInfo',
  summary: 'Further values of a device: supply, traffic, network, or what a serial port received.',
  docs: '`content` looks like JSON and is none: its keys are bare numbers. All pairs are kept; those with a known meaning are named.',
  item: extension,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ postedAt }) => postedAt,
  keyOf: ({ imei, postedAt, extensionId, contentText }) => ({
    imei,
    postedAt,
    extensionId,
    content: digestOf(contentText),
  }),
  examples: [
    '[{"postTime":"2026-01-13 02:24:37","deviceImei":"868120246598152","extensionId":8197,"content":"{8193:23.4,3:87,4:1,6:4}"}]',
    String.raw`[{"postTime":"2026-01-13 02:24:37","deviceImei":"868120246598152","extensionId":8199,"content":"{1:\"AQIDBA==\",2:\"BQYH\"}"}]`,
  ],
})

const extended = record(
  {
    imei: device,
    at: required('gateTime', pushTime),
    subMessageId: required('subMessagesId', exactText(100)),
  },
  {
    settle: (row, _, wire): ExtendedPush | ItemRefusal => {
      const rawText = rawTextOf(wire)
      return rawText === null ? refusal('item', 'too_large') : { ...row, rawText }
    },
    unsettle: ({ rawText: _, ...row }) => row,
    close: (wire, { rawText }) => ({ ...wire, ...(JSON.parse(rawText) as WireItem) }),
  },
)

export const pushExtended = definePush({
  topic: 'pushextendedkks',
  path: 'pushextendedkks',
  summary: 'A message of the extended protocol.',
  docs: 'The fields are not published. The whole item is kept as text.',
  item: extended,
  imeiOf: ({ imei }) => imei,
  eventAtOf: ({ at }) => at,
  keyOf: ({ imei, at, subMessageId, rawText }) => ({
    imei,
    subMessageId,
    at,
    content: digestOf(rawText, 'json'),
  }),
  examples: ['[{"deviceImei":"868120246598152","gateTime":"2026-01-13 02:24:37","subMessagesId":"1"}]'],
})

const general = record(
  { imei: optional('imei', deviceImei, { also: ['deviceImei'] }) },
  {
    lenient: ['imei'],
    settle: ({ imei = null }, _, wire): GeneralPush | ItemRefusal => {
      const rawText = rawTextOf(wire)
      return rawText === null ? refusal('item', 'too_large') : { imei, rawText }
    },
    unsettle: () => ({}),
    close: (_, { rawText }) => JSON.parse(rawText) as WireItem,
  },
)

export const pushGeneral = definePush({
  topic: 'generalBusiness',
  path: 'generalBusiness',
  summary: 'A message of which only the path is known; Bluetooth addresses of one model come here.',
  docs: 'Kept as text. Carries no time that we know of.',
  item: general,
  imeiOf: ({ imei }) => imei,
  eventAtOf: (_, { receivedAt }) => receivedAt,
  keyOf: ({ imei, rawText }) => ({ imei: imei ?? '', content: digestOf(rawText, 'json') }),
  examples: ['[{"imei":"868120246598152","mac":"1A:2B:3C:4D:5E:6F"}]'],
})

export const legacyRawAnswer = definePush({
  topic: 'jimi.open.instruction.raw.receive',
  path: null,
  summary: 'Bytes a device answered to a raw instruction.',
  docs: 'Carries no time: the same bytes within one minute of arrival count once.',
  item: plainRecord({
    imei: required('imei', deviceImei, { also: ['deviceImei'] }),
    deviceName: optional('deviceName', text),
    contentHex: required('raw_data', hexBytes(MAX_CONTENT_CHARS)),
  }),
  imeiOf: ({ imei }) => imei,
  eventAtOf: (_, { receivedAt }) => receivedAt,
  keyOf: ({ imei, contentHex }, { receivedAt }) => ({
    imei,
    content: digestOf(contentHex),
    minute: Math.floor(receivedAt.getTime() / 60_000),
  }),
  examples: ['{"imei":"868120145233604","deviceName":"868120145233604","raw_data":"0A0C0F01182E0101"}'],
})

/** The item as JSON text; null when it is larger than we keep. */
function rawTextOf(wire: WireItem): string | null {
  const rawText = JSON.stringify(wire)
  return rawText.length > MAX_RAW_CHARS ? null : rawText
}

function withoutReading(
  item: Omit<ExtensionPush, 'values'>,
): Omit<ExtensionPush, 'values' | keyof ExtensionReading> {
  const { imei, postedAt, extensionId, contentText, fixAt, lat, lng } = item
  return { imei, postedAt, extensionId, contentText, fixAt, lat, lng }
}
