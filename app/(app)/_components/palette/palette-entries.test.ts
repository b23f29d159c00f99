import { expect, test } from 'vitest'
import { type PaletteInput, paletteSections, wayPath } from './palette-entries'

const van = { id: 'a', imei: '860000000000001', label: 'Van 7', detail: '00-AA-01' }
const bus = { id: 'b', imei: '860000000000002', label: 'Bus 9', detail: '00-BB-02' }
const map = { id: '/map', label: 'Map', text: 'map' }
const theme = { id: 'dark', label: 'Dark theme', text: 'dark theme' }

const input = (over: Partial<PaletteInput> = {}): PaletteInput => ({
  query: '',
  vehicles: [van, bus],
  maySend: true,
  pages: [map],
  actions: [theme],
  ...over,
})

test('before anything is typed there are pages and things to do, and no list of vehicles', () => {
  expect(paletteSections(input())).toEqual([
    { kind: 'pages', choices: [map] },
    { kind: 'actions', choices: [theme] },
  ])
})

test('accents and case of what is typed do not matter', () => {
  expect(paletteSections(input({ query: 'DÁRK', vehicles: [] }))).toEqual([
    { kind: 'actions', choices: [theme] },
  ])
})

test('one vehicle alone brings the ways on with it, and no command to who may not send any', () => {
  const one = paletteSections(input({ query: 'van', vehicles: [van] }))
  expect(one).toEqual([
    { kind: 'vehicles', vehicles: [van] },
    { kind: 'ways', vehicle: van, ways: ['replay', 'device', 'command'] },
  ])
  const viewer = paletteSections(input({ query: 'van', vehicles: [van], maySend: false }))
  expect(viewer[1]).toEqual({ kind: 'ways', vehicle: van, ways: ['replay', 'device'] })
  expect(paletteSections(input({ query: 'o' })).map(({ kind }) => kind)).not.toContain('ways')
})

test('what nothing fits leaves no section', () => {
  expect(paletteSections(input({ query: 'zzz', vehicles: [] }))).toEqual([])
})

test('ways on name the vehicle in the address', () => {
  expect(wayPath('replay', van)).toBe('/replay?v=a')
  expect(wayPath('device', van)).toBe('/devices/860000000000001')
  expect(wayPath('command', van)).toBe('/commands?devices=a')
})
