import { expect, test } from 'vitest'
import { linkQuery, parseLinkFilter } from './link-address'

const read = (query: string) => parseLinkFilter(new URLSearchParams(query))

test.each(['', '?q=van+7', '?standing=paused', '?q=a&standing=over&own=1&skip=100'])(
  'an address shows again what it was made of: %s',
  (query) => {
    expect(linkQuery(read(query))).toBe(query)
  },
)

test.each(['?standing=none', '?own=2', '?skip=-1', '?skip=99', `?skip=${'9'.repeat(20)}`])(
  'what cannot be right is left out: %s',
  (query) => {
    expect(linkQuery(read(query))).toBe('')
  },
)
