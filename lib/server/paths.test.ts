import { expect, test } from 'vitest'
import { loginPath, safeNextPath } from './paths'

test.each([
  ['/devices', '/devices'],
  ['/map?device=1&follow=1#card', '/map?device=1&follow=1#card'],
  ['/replay/%E4%BA%AC', '/replay/%E4%BA%AC'],
  ['/maps/../accounts', '/accounts'],
])('the path %s of this app is returned to', (path, expected) => {
  expect(safeNextPath(path)).toBe(expected)
})

test.each([
  ['https://evil.example/map'],
  ['//evil.example'],
  ['/\\evil.example'],
  ['\\\\evil.example'],
  ['/%5C/../\\evil.example'],
  ['/./\\evil.example'],
  ['/..//evil.example'],
  ['/.//evil.example'],
  ['/\t/evil.example'],
  ['/\n/evil.example'],
  [' /map'],
  ['javascript:alert(1)'],
  ['map'],
  ['/login?next=/login'],
  ['/api/auth/signout'],
  ['/'],
  [''],
  [`/${'a'.repeat(3000)}`],
  [undefined],
  [['/a', '/b']],
])('%j leads to the home screen instead', (value) => {
  expect(safeNextPath(value)).toBe('/map')
})

test('the sign-in address carries where to return, except home', () => {
  expect(loginPath('/replay?device=1&day=2')).toBe('/login?next=%2Freplay%3Fdevice%3D1%26day%3D2')
  expect(loginPath('/map')).toBe('/login')
  expect(loginPath('//evil.example')).toBe('/login')
})
