// What the vendor's samples say of files, plug-in modules and commands, worked out by hand from the sheet.

import type { PushItems, PushTopic } from './index'

const at = (text: string) => new Date(`${text.replace(' ', 'T')}Z`)
const atTen = at('2026-01-13 02:24:37')
const imei = '868120246598152'
const LABEL = '0A1B2C3D4E5F60718293A4B5C6D7E8F9'

export const EXPECTED_MODULE_ITEMS = {
  wgtc: [{ imei, postedAt: atTen, category: '0x9B', messageType: 1, contentHex: '0a0c0f01182e0101' }],
  pushfileupload: [
    {
      imei,
      storedAt: atTen,
      fileNames: [`${imei}_${LABEL}_11.mp4`, `${imei}_${LABEL}_12.jpg`],
      succeeded: true,
    },
  ],
  pushresourcelist: [
    {
      imei: '865478070000239',
      instructionId: '5bd5e93158ec4dd3b123076add7c19f5',
      total: 1,
      recordings: [
        {
          channel: 1,
          beginAt: at('2025-11-13 13:55:41'),
          endAt: at('2025-11-13 13:58:42'),
          sizeBytes: 6_630_206,
          media: 'audio_video',
          streamCode: 2,
          storageCode: 0,
          alarmFlags: 0,
        },
      ],
    },
  ],
  pushftpfileupload: [
    {
      imei: '865478070000239',
      endedAt: atTen,
      instructionId: '5bd5e93158ec4dd3b123076add7c19f5',
      succeeded: true,
      resultCode: 0,
    },
  ],
  // 1768271077000 ms is 2026-01-13 02:24:37 UTC, as the sheet's other samples.
  pushIothubEvent: [
    { imei, at: atTen, eventType: 'UploadAlarmFileEnd', contentText: '{}', contentIsJson: true },
  ],
  pushPassThroughData: [
    {
      imei,
      at: atTen,
      category: '0x0900',
      messageType: 240,
      contentBase64: 'c2VydmVy',
      // The ASCII text `server`.
      contentHex: '736572766572',
      sizeBytes: 6,
    },
  ],
  pushTerminalTransInfo: [
    {
      imei,
      postedAt: atTen,
      extensionId: 8197,
      contentText: '{8193:23.4,3:87,4:1,6:4}',
      values: [
        { id: 8193, value: '23.4' },
        { id: 3, value: '87' },
        { id: 4, value: '1' },
        { id: 6, value: '4' },
      ],
      externalVoltageV: 23.4,
      batteryPercent: 87,
      charging: true,
      network: 'lte',
    },
    {
      imei,
      postedAt: atTen,
      extensionId: 8199,
      contentText: '{1:"AQIDBA==",2:"BQYH"}',
      values: [
        { id: 1, value: 'AQIDBA==' },
        { id: 2, value: 'BQYH' },
      ],
      serial: [
        { port: 1, hex: '01020304' },
        { port: 2, hex: '050607' },
      ],
    },
  ],
  pushInstructResponse: [
    {
      imei: '862798051583785',
      serverFlagId: '1042',
      code: '100',
      message: 'success',
      content: 'OK!',
      outerCode: 0,
    },
  ],
  pushFileContent: [
    {
      imei,
      postedAt: atTen,
      gatewayAt: at('2026-01-13 02:24:38'),
      instructionId: '5bd5e931',
      faceIds: ['1001', '1002'],
    },
  ],
  pushextendedkks: [
    {
      imei,
      at: atTen,
      subMessageId: '1',
      rawText: `{"deviceImei":"${imei}","gateTime":"2026-01-13 02:24:37","subMessagesId":"1"}`,
    },
  ],
  uploadCallback: [
    {
      imei: '865478070000239',
      // 1756450743 s.
      alarmAt: at('2025-08-29 06:59:03'),
      purpose: 'eventAttachment',
      channel: 1,
      media: 'video',
      durationSec: 10,
      lat: 22.576639,
      lng: 113.943077,
      mimeType: 'video/mp4',
      deviceFileName: 'EVENT_1.mp4',
      fileName: 'img07-1588139792287.mp4',
    },
  ],
  generalBusiness: [{ imei, rawText: `{"imei":"${imei}","mac":"1A:2B:3C:4D:5E:6F"}` }],
  'jimi.open.instruction.raw.receive': [
    { imei: '868120145233604', deviceName: '868120145233604', contentHex: '0a0c0f01182e0101' },
  ],
} satisfies { [T in PushTopic]?: readonly PushItems[T][] }
