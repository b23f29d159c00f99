// What the vendor's sample answers on changes to accounts and devices, and on tags and links, mean. For tests.

import type { Sample } from './samples.test-table'

export const CHANGE_SAMPLES: readonly Sample[] = [
  { method: 'jimi.user.child.create', profile: 'pro', means: null },
  { method: 'jimi.user.child.del', profile: 'pro', means: null },
  { method: 'jimi.user.child.move', profile: 'pro', means: null },
  { method: 'jimi.user.child.update', profile: 'pro', means: null },
  {
    method: 'jimi.user.device.expiration.update',
    profile: 'pro',
    means: [
      { imei: '868120145233604', updated: true, message: 'update success' },
      { imei: '868120145233605', updated: false, message: 'update failed, reason:xxxxxx' },
    ],
  },
  { method: 'jimi.open.device.update', profile: 'pro', means: null },
  { method: 'jimi.open.device.move', profile: 'pro', means: [] },
  { method: 'jimi.open.device.bind', profile: 'pro', means: null },
  { method: 'jimi.open.device.unbind', profile: 'pro', means: null },
  {
    method: 'jimi.device.group.create',
    profile: 'pro',
    means: { id: '534d23f1b28c44319f4f8ba0cda5b7e6', name: 'device group 1' },
  },
  { method: 'jimi.device.group.update', profile: 'pro', means: null },
  { method: 'jimi.device.group.delete', profile: 'pro', means: null },
  {
    method: 'jimi.device.group.list',
    profile: 'pro',
    means: [
      { id: 'b2ac10536171474eb0c151c7bb606f3d', name: 'Default group' },
      { id: '298b949bacbb4badae597ba1fdb629be', name: '22221' },
      { id: '05cbdd380ca14c2e89b2ab59904f51b7', name: 'CVCVXCV' },
    ],
  },
  {
    method: 'jimi.device.location.URL.share',
    profile: 'pro',
    means: {
      url: 'https://data.16180track.com/api/share?ver=2&method=trackDevice_abr&deviceinfo=7ae7c62385f2067f164002db315854a969a40e3888021cb01dc8f2183ca08dbbd8581f6bb86df4c2e3e1b887cb67c21039b4c0ced18fdf8dd08e0460c5edd13ad87e16dca9702ce6',
    },
  },
  {
    method: 'jimi.lbs.address.get',
    profile: 'pro',
    means: { lat: 40.65615416521587, lng: 109.89894039833524, accuracy: 0 },
  },
  {
    method: 'jimi.device.location.getTagMsg',
    profile: 'pro',
    means: [
      {
        lat: 22.576609,
        lng: 113.943054,
        // 1734593340 s.
        fixAt: new Date('2024-12-19T07:29:00Z'),
        headingDeg: 0,
        source: 'beacon',
        satellites: 3,
      },
    ],
  },
  { method: 'jimi.device.location.updateTagDevices', profile: 'pro', means: null },
]
