import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { passwordDigest, signParams } from './sign'

type Vector = { name: string; appSecret: string; params: Record<string, string>; sign: string }

// Computed with Python's hashlib, except `toy`, which is the example of the vendor's specification.
const vectors = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/signing-vectors.json'), 'utf8'),
) as Vector[]

test.each(vectors)('signs vector $name', ({ params, appSecret, sign }) => {
  expect(signParams(params, appSecret)).toBe(sign)
})

test('has all six vectors', () => {
  expect(vectors.map(({ name }) => name)).toHaveLength(6)
})

test('leaves out the signature itself and parameters without a value', () => {
  expect(signParams({ a: '1', b: '', sign: 'X' }, 's')).toBe(signParams({ a: '1' }, 's'))
})

test('sorts by bytes, not by the words of any language', () => {
  // Spelled out: capitals, then underscore, then small letters.
  const expected = passwordDigest('sEmail1a_b1ab1s').toUpperCase()
  expect(signParams({ ab: '1', Email: '1', a_b: '1' }, 's')).toBe(expected)
})

test('digests a password as 32 lower-case hex digits', () => {
  // Vector token_get: the password secret-123.
  expect(passwordDigest('secret-123')).toBe('8afe13ab5e37ebf6d51029d2154919d0')
})

const PYTHON = `
import hashlib, json, sys
for v in json.load(sys.stdin):
    names = sorted((n for n, x in v["params"].items() if x != "" and n != "sign"), key=lambda n: n.encode())
    text = v["appSecret"] + "".join(n + v["params"][n] for n in names) + v["appSecret"]
    print(hashlib.md5(text.encode()).hexdigest().upper())
`
const PERL = `
use Digest::MD5 qw(md5_hex); use JSON::PP; local $/;
for my $v (@{decode_json(<STDIN>)}) {
  my $p = $v->{params}; my $s = $v->{appSecret};
  my $t = $s . join("", map { $_ . $p->{$_} } grep { $_ ne "sign" && $p->{$_} ne "" } sort keys %$p) . $s;
  utf8::encode($t); print uc(md5_hex($t)), "\\n";
}
`

describe.each([
  { language: 'python3', args: ['-c', PYTHON] },
  { language: 'perl', args: ['-e', PERL] },
])('$language', ({ language, args }) => {
  test('signs the same, also odd names and values', (context) => {
    const cases = [...vectors, ...oddCases()]
    const output = runIfPresent(language, args, JSON.stringify(cases))
    if (output === null) {
      process.stdout.write(`skipped: ${language} is not installed, so its signatures were not compared\n`)
      return context.skip(`${language} is not installed`)
    }
    const ours = cases.map(({ params, appSecret }) => signParams(params, appSecret))
    expect(output.trim().split('\n')).toEqual(ours)
  })
})

function oddCases(): Vector[] {
  const values = ['', ' ', '+', '%20', '0', '粤B3604', 'مركبة', '🚚', 'a\nb', '"&=<>', 'é', 'e\u0301']
  const names = ['A', 'a', 'Z', '_', 'a_', 'aA', 'a1', 'imei', 'IMEI', 'ä', '中', '\u{1F69A}']
  return values.map((value, shift) => ({
    name: `odd ${shift}`,
    appSecret: `secret${shift}`,
    params: Object.fromEntries(names.map((name, i) => [name, values[(i + shift) % values.length] ?? value])),
    sign: '',
  }))
}

/** The program's output; null when there is no such program here. */
function runIfPresent(program: string, args: string[], input: string): string | null {
  try {
    return execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

test('the vendor fact sheet, if at hand, has no vector that is missing here', (context) => {
  const sheet = process.env.MILEPOST_JIMI_VECTORS
  if (!sheet) {
    process.stdout.write('skipped: MILEPOST_JIMI_VECTORS names no fact sheet to compare with\n')
    return context.skip('MILEPOST_JIMI_VECTORS is not set')
  }
  const { signing } = JSON.parse(readFileSync(sheet, 'utf8')) as {
    signing: { vectors: { app_secret: string; params: Record<string, string>; sign: string }[] }
  }
  const signs = signing.vectors.map(({ params, app_secret }) => signParams(params, app_secret))
  expect(signs).toEqual(signing.vectors.map(({ sign }) => sign))
  expect(vectors.map(({ sign }) => sign).sort()).toEqual([...signs].sort())
})
