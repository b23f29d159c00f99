// What the vendor's sample answers of the media chapter mean, worked out by hand from its field tables. For tests.

import type { Sample } from './samples.test-table'

const done = { code: 255, data: '1.3.3', commandNumber: '1' }

export const MEDIA_SAMPLES: readonly Sample[] = [
  {
    method: 'jimi.device.live.page.url',
    profile: 'pro',
    means: {
      pageUrl: 'https://www.domain.com/device/video/35408343202342345',
      lat: 22.577144898887813,
      lng: 113.91674845964586,
      fixAt: new Date('2017-04-26T00:00:58Z'),
      headingDeg: 0,
      source: 'wifi',
      satellites: 11,
      vin: 'V12345',
      plate: 'ABC-12345',
    },
  },
  {
    method: 'jimi.device.meida.cmd.send',
    profile: 'pro',
    means: { ...done, message: '通信成功响应' },
  },
  {
    method: 'jimi.device.history.cmd.send',
    profile: 'pro',
    means: { ...done, message: 'Successful response' },
  },
  {
    method: 'jimi.device.media.URL',
    profile: 'pro',
    means: [
      {
        thumbnailUrl: 'Q9GLAFFqfCrYF6YfQAcON4w4Ezs=/lhWse7ie3wtFrjuQZ22dLAk5CSaR',
        fileUrl: '357730090345670_3949477_2019_04_29_12_32_38_01',
        mimeType: 'video/mp4',
        createdAt: new Date('2019-04-29T10:32:43Z'),
        media: 'video',
        lens: 'inward',
        sizeBytes: 9_949_087,
      },
      {
        thumbnailUrl: 'Q9GLAFFqfCrYF6YfQAcON4w4Ezs=/FhCrZEIy3518sR_ylOlqDg7w3Ju-',
        fileUrl: '351609080120911_3949476_2019_04_29_18_32_12',
        mimeType: 'video/3gpp',
        createdAt: new Date('2019-04-29T10:32:42Z'),
        media: 'video',
        lens: 'inward',
        sizeBytes: 2_411_318,
      },
    ],
  },
  {
    method: 'jimi.device.jimi.media.URL',
    profile: 'pro',
    means: [
      {
        thumbnailUrl: 'http://file.example:8081/normal/get?fileKey=2021_01_20_09_17_49_I_28.jpg',
        fileUrl:
          'http://file.example:8081/normal/get?fileKey=357730090564767_29057540_2021_01_20_09_17_49_I_28_128.mp4',
        // 1611105520 s after the epoch.
        createdAt: new Date('2021-01-20T01:18:40Z'),
        alarmAt: new Date('2021-01-20T01:17:49Z'),
        mimeType: 'video/mp4',
        media: 'video',
        lens: 'front',
        sizeBytes: 12_108_649,
      },
    ],
  },
  {
    method: 'jimi.device.media.event.URL',
    profile: 'pro',
    means: {
      page: 1,
      pageSize: 3,
      total: 72,
      rows: [
        {
          imei: '862798051058689',
          alarmCode: '147',
          alarmName: 'Collision Alert(DVR)',
          lat: 22.576639,
          lng: 113.943077,
          // 1756450743 s after the epoch.
          alarmAt: new Date('2025-08-29T06:59:03Z'),
          createdAt: new Date('2025-08-29T06:59:03Z'),
          files: [
            {
              media: 'video',
              mimeType: 'video/mp4',
              thumbnailUrl: 'https://file.example/normal/get?fileKey=a',
              fileUrl: 'https://file.example/normal/get?fileKey=b',
              channel: 1,
              sizeBytes: 17_495_844,
            },
          ],
        },
      ],
    },
  },
  {
    method: 'jimi.device.media.live.stream',
    profile: 'pro',
    means: 'http://stream.example:11014/1/869247060113161.flv?secret=035c73f7',
  },
  { method: 'jimi.device.media.history.list.cmd', profile: 'pro', means: null },
  {
    method: 'jimi.device.media.history.list.get',
    profile: 'pro',
    means: [
      {
        channel: 0,
        beginAt: new Date('2025-11-13T10:34:19Z'),
        endAt: new Date('2025-11-13T10:35:19Z'),
        stream: 'sub',
        sortAt: new Date('2025-11-13T10:34:19Z'),
        fileName: '2025_11_13_10_34_19_01.mp4',
      },
    ],
  },
  {
    method: 'jimi.device.media.history.list.get',
    profile: 'pro',
    label: 'spans',
    means: [
      {
        channel: 1,
        beginAt: new Date('2025-11-13T13:55:41Z'),
        endAt: new Date('2025-11-13T13:58:42Z'),
        alarmFlag: 0,
        content: 'audioAndVideo',
        stream: 'sub',
        storage: 'any',
        sizeBytes: 6_630_206,
        // 1763042141 s after the epoch.
        sortAt: new Date('2025-11-13T13:55:41Z'),
      },
    ],
  },
  {
    method: 'jimi.device.media.history.stream',
    profile: 'pro',
    means: 'ws://stream.example:11014/1/865478070000239.history.flv?secret=035c73',
  },
  { method: 'jimi.device.media.close.stream', profile: 'pro', means: null },
  {
    method: 'jimi.device.history.file.list',
    profile: 'pro',
    means: { kind: 'ordered', reply: { ...done, message: 'Successful response' } },
  },
  {
    method: 'jimi.device.history.file.list',
    profile: 'pro',
    label: 'read',
    means: { kind: 'listed', fileNames: ['2018_03_29_16_51_45.mp4', '2018_03_29_16_52_46.mp4'] },
  },
  {
    method: 'jimi.open.video.rtmp.url',
    profile: 'pro',
    means:
      'rtmp://stream.example:1935/0/353376110035950?uId=openapi8b79&vhost=8&user=172&expire_stamp=1595923486798&ext=&channel=0&token=25b4',
  },
]
