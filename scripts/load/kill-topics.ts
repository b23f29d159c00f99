// The topics of the kill test: all that the vendor pushes, in about the shares in which it comes.

import {
  alarm,
  heartbeat,
  join,
  legacyAlarm,
  type Made,
  message,
  notice,
  type Place,
  position,
  signOn,
  unix,
  utc,
} from './kill-makers'

export type Topic = { name: string; weight?: number; isLegacy?: boolean; make: (place: Place) => Made }

export const TOPICS: readonly Topic[] = [
  { name: 'pushgps', weight: 8, make: position },
  { name: 'pushhb', weight: 5, make: heartbeat },
  { name: 'pushalarm', weight: 5, make: alarm },
  { name: 'pushevent', make: signOn },
  {
    name: 'rfid',
    make: ({ imei, at, count }) => {
      const value = String(278_907 + count)
      const wire = { moduleType: '1', deviceImei: imei, gateTime: utc(at), postTime: utc(at), value }
      return { wire, table: 'rfid_scan', identity: join(imei, at, value) }
    },
  },
  {
    name: 'wgtc',
    make: (place) =>
      message(place, {
        deviceImei: place.imei,
        hexContent: '0A0C0F01182E0101',
        postTime: utc(place.at),
        category: '0x9B',
        type: 1,
      }),
  },
  {
    name: 'pushoil',
    make: ({ imei, at, count }) => {
      const path = 1 + (count % 2)
      const wire = { deviceImei: imei, path, gateTime: utc(at), value: 100 + (count % 9000), unit: 2 }
      return { wire, table: 'fuel_reading', identity: join(imei, at, path) }
    },
  },
  {
    name: 'pushtem',
    weight: 2,
    make: ({ imei, at, count }) => {
      const values = { tem: (count % 400) / 10, hum: (count % 1000) / 10 }
      const wire = { deviceImei: imei, ...values, gateTime: utc(at), postTime: utc(at) }
      return { wire, table: 'climate_reading', identity: join(imei, at) }
    },
  },
  {
    name: 'pushobd',
    weight: 2,
    make: ({ imei, at, count }) => {
      const obdJson = {
        car_type: 2,
        event_time: utc(at),
        AccState: count % 2,
        dataID1: 800 + (count % 3000),
        dataID2: 77,
      }
      return { wire: { deviceImei: imei, obdJson }, table: 'obd_reading', identity: join(imei, at) }
    },
  },
  {
    name: 'pushfaultinfo',
    make: ({ imei, at, count }) => {
      const faultCodeList = count % 5 === 0 ? [] : [`P0${300 + (count % 9)}`, 'P0420']
      const wire = {
        deviceImei: imei,
        gateTime: utc(at),
        faultCodeList,
        faultNum: faultCodeList.length,
        eventTime: unix(at),
      }
      return { wire, table: 'fault_report', identity: join(imei, at, faultCodeList.join(' ')) }
    },
  },
  {
    name: 'pushtripreport',
    make: ({ imei, at, count }) => {
      const properties = 1 + (count % 2)
      const bcd = utc(at).slice(2).replaceAll(/\D/g, '')
      const wire = {
        deviceImei: imei,
        gateTime: utc(at),
        miles: 12.4,
        tripSeq: count,
        beginTime: bcd,
        properties,
      }
      return {
        wire,
        table: 'trip_report',
        identity: join(imei, at, count, properties === 1 ? 'start' : 'end'),
      }
    },
  },
  {
    name: 'pushlbs',
    make: (place) => {
      const lbsJson = JSON.stringify({ mcc: 724, mnc: 10, cellList: '2312,23222,-70;2312,23223,-81' })
      return message(place, { postType: 'LBS', deviceImei: place.imei, gateTime: utc(place.at), lbsJson })
    },
  },
  {
    name: 'pushIothubEvent',
    make: (place) =>
      message(place, {
        deviceImei: place.imei,
        gateTime: place.at.getTime(),
        eventType: 'UploadAlarmFileEnd',
        eventContent: '{}',
      }),
  },
  {
    name: 'pushPassThroughData',
    make: (place) =>
      message(place, {
        deviceImei: place.imei,
        gateTime: utc(place.at),
        type: 240,
        category: '0x0900',
        content: 'c2VydmVy',
      }),
  },
  {
    name: 'pushTerminalTransInfo',
    weight: 2,
    make: (place) => {
      const content = `{8193:${12 + (place.count % 12)}.4,3:${place.count % 101},4:${place.count % 2},6:4}`
      return message(place, { postTime: utc(place.at), deviceImei: place.imei, extensionId: 8197, content })
    },
  },
  {
    name: 'pushextendedkks',
    make: (place) => message(place, { deviceImei: place.imei, gateTime: utc(place.at), subMessagesId: '1' }),
  },
  {
    name: 'pushfileupload',
    make: (place) =>
      notice(place, {
        deviceImei: place.imei,
        fileName: `${place.imei}_${place.number}_11.mp4;${place.imei}_${place.number}_12.jpg`,
        gateTime: utc(place.at),
        result: 'SUCCESS',
      }),
  },
  {
    name: 'pushresourcelist',
    make: (place) => {
      const recording = {
        channel: 1,
        beginTime: utc(place.at),
        endTime: utc(place.at),
        fileSize: 6_630_206,
        resourceType: 0,
      }
      return notice(place, {
        imei: place.imei,
        totalNum: '1',
        instructionID: `ask-${place.number}`,
        resourceList: [recording],
      })
    },
  },
  {
    name: 'pushftpfileupload',
    make: (place) =>
      notice(place, {
        result: place.count % 2,
        deviceImei: place.imei,
        instructionID: `ftp-${place.number}`,
        gateTime: utc(place.at),
      }),
  },
  {
    name: 'pushInstructResponse',
    make: (place) => {
      const data = {
        _code: '100',
        _msg: null,
        _imei: place.imei,
        _serverFlagId: place.number,
        _content: 'OK!',
      }
      return notice(place, { code: 0, msg: 'success', data })
    },
  },
  {
    name: 'pushFileContent',
    make: (place) =>
      notice(place, {
        instructionId: `face-${place.number}`,
        postTime: utc(place.at),
        deviceImei: place.imei,
        gateTime: utc(place.at),
        content: ['1001', '1002'],
      }),
  },
  {
    name: 'uploadCallback',
    make: (place) =>
      notice(place, {
        businessType: 'eventAttachment',
        imei: place.imei,
        camera: 1,
        shootType: 2,
        alarmTime: unix(place.at),
        lat: '22.576639',
        lng: '113.943077',
        mimeType: 'video/mp4',
        localFileName: 'EVENT_1.mp4',
        filename: `img07-${place.number}.mp4`,
      }),
  },
  { name: 'generalBusiness', make: (place) => notice(place, { imei: place.imei, mac: '00:11:22:33:44:55' }) },
  { name: 'jimi.push.device.alarm', isLegacy: true, weight: 2, make: legacyAlarm },
  {
    name: 'jimi.open.instruction.raw.receive',
    isLegacy: true,
    make: (place) =>
      notice(place, {
        imei: place.imei,
        deviceName: place.imei,
        raw_data: Buffer.from(`answer ${place.number}`).toString('hex'),
      }),
  },
]
