import { expect, test } from 'vitest'
import { findPasswordProblem, MAX_PASSWORD_LENGTH } from './credentials'

test.each([
  ['', 'missing'],
  ['nine char', 'short'],
  // Nine letters, though some take two units of UTF-16.
  ['🚚🚚🚚🚚🚚abcd', 'short'],
  ['aaaaaaaaaabb', 'plain'],
  ['ana.almeida@example.com', 'email'],
  ['Ana.Almeida', 'email'],
  ['x1y2'.repeat(MAX_PASSWORD_LENGTH), 'long'],
  ['ten chars!', null],
  ['correct horse battery staple', null],
])('the password %s is judged: %s', (password, problem) => {
  expect(findPasswordProblem(password, 'ana.almeida@example.com')).toBe(problem)
})
