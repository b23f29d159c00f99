import { expect, test } from 'vitest'
import { ItemRefusal } from './define-push'
import { MAX_BODY_BYTES, type PushBody, readBody } from './read-body'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json; charset=utf-8'

function form(fields: Record<string, string>): Buffer {
  return Buffer.from(new URLSearchParams(fields).toString())
}

function read(body: string | Buffer, type: string | null = FORM): PushBody {
  const reading = readBody(type, Buffer.from(body as string))
  if (!('items' in reading)) throw new Error(JSON.stringify(reading))
  return reading
}

function refusalOf(body: string | Buffer, type: string | null = FORM): unknown {
  const reading = readBody(type, Buffer.from(body as string))
  return 'refusal' in reading ? reading.refusal : reading
}

const item = { deviceImei: '868120246598152', type: 'LOGIN', timezone: 'GMT+08:00', name: 'Zoë 🚚 & = % +' }

test.each([
  ['a form', form({ token: 'secret', data_list: JSON.stringify([item]) }), FORM],
  ['a form with one object', form({ token: 'secret', data_list: JSON.stringify(item) }), FORM],
  ['a form without a content type', form({ token: 'secret', data_list: JSON.stringify([item]) }), null],
  ['JSON', JSON.stringify({ token: 'secret', data_list: [item] }), JSON_TYPE],
  ['JSON with one object', JSON.stringify({ token: 'secret', data_list: item }), JSON_TYPE],
  ['JSON with a text', JSON.stringify({ token: 'secret', data_list: JSON.stringify([item]) }), JSON_TYPE],
  ['JSON called a form', JSON.stringify({ token: 'secret', data_list: [item] }), FORM],
  ['JSON without data_list', JSON.stringify({ token: 'secret', ...item }), JSON_TYPE],
  ['a form without data_list', form({ token: 'secret', ...item }), FORM],
  ['a legacy form', form({ token: 'secret', msgType: 'jimi.x', data: JSON.stringify(item) }), FORM],
  ['a legacy object', JSON.stringify({ token: 'secret', msgType: 'jimi.x', data: item }), JSON_TYPE],
  [
    'JSON after a byte order mark',
    `\ufeff${JSON.stringify({ token: 'secret', data_list: [item] })}`,
    JSON_TYPE,
  ],
])('%s gives token and items', (_, body, type) => {
  const reading = read(body, type)
  expect(reading.token).toBe('secret')
  expect(reading.items).toEqual([item])
})

test('a numbered message type keeps data a member of the item', () => {
  const answer = { code: 0, data: { _imei: '862798051583785' } }
  expect(read(JSON.stringify({ token: 't', msgType: 2, ...answer }))).toMatchObject({
    msgType: 2,
    items: [answer],
  })
})

test.each(['', ' \r\n'])('the empty body %j is a check of the address', (body) => {
  expect(readBody(FORM, Buffer.from(body))).toEqual({ check: true })
})

test.each([
  ['half of a list', 'token=t&data_list=[{"a":1},{"b"', 'not_json'],
  ['brackets that do not match', 'token=t&data_list=[{"a":1]}', 'not_json'],
  ['two values', 'token=t&data_list=[1][2]', 'not_json'],
  ['a word', 'token=t&data_list=hello', 'not_json'],
  ['a number', 'token=t&data_list=5', 'not_json'],
  ['nothing', 'token=t&data_list=', 'empty'],
  ['null', '{"token":"t","data_list":null}', 'empty'],
  ['half an object', '{"token":"t","data_list":[{}', 'not_json'],
  ['two lists in a form', 'data_list=[]&token=t&data_list=[{}]', 'duplicate_field'],
  ['two lists in JSON', '{"token":"t","data_list":[],"data_list":[{}]}', 'duplicate_field'],
  ['two tokens', 'token=a&token=b&data_list=[]', 'duplicate_field'],
  [
    'two tokens, one by an escape',
    String.raw`{"token":"a","tok\u0065n":"b","data_list":[]}`,
    'duplicate_field',
  ],
  ['two tokens, one encoded', 'token=a&tok%65n=b&data_list=[]', 'duplicate_field'],
  ['51 items', `token=t&data_list=[${Array(51).fill('{}').join()}]`, 'too_many'],
  ['51 items in JSON', `{"token":"t","data_list":[${Array(51).fill('{}').join()}]}`, 'too_many'],
  ['10,000 arrays', `token=t&data_list=${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'too_deep'],
  ['10,000 arrays in JSON', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too_deep'],
  ['10,000 arrays that do not end', `token=t&data_list=${'['.repeat(10_000)}`, 'too_deep'],
  ['10,000 objects', `token=t&data_list=${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'too_deep'],
  ['a thousand fields', Array(1000).fill('a=1').join('&'), 'too_many'],
  ['a mebibyte and a byte', 'x'.repeat(MAX_BODY_BYTES + 1), 'too_large'],
])('%s is refused', (_, body, refusal) => {
  expect(refusalOf(body)).toBe(refusal)
})

test('a multipart body is refused', () => {
  expect(refusalOf('--x', 'multipart/form-data; boundary=x')).toBe('not_supported')
})

test('50 items are taken, and brackets in texts are not depth', () => {
  const items = Array.from({ length: 50 }, (_, at) => ({ at, text: '[[[[{{{{",]]'.repeat(20) }))
  expect(read(form({ token: 't', data_list: JSON.stringify(items) })).items).toEqual(items)
})

test.each([
  ['missing', '{"data_list":[]}', undefined],
  ['null', '{"token":null,"data_list":[]}', null],
  ['an array', '{"token":["a"],"data_list":[]}', ['a']],
  ['an object', '{"token":{"a":1},"data_list":[]}', { a: 1 }],
  ['a number', '{"token":5,"data_list":[]}', 5],
  ['missing in a form', 'data_list=[]', undefined],
  ['empty in a form', 'token=&data_list=[]', ''],
  ['an array in a form', 'token[]=a&data_list=[]', undefined],
  ['a list by itself', '[{}]', undefined],
])('a token that is %s is reported as it is', (_, body, token) => {
  expect(read(body).token).toEqual(token)
})

test('one item with raw NUL, bad UTF-8 or NaN costs only itself', () => {
  const body = Buffer.concat([
    Buffer.from('token=t&data_list=[{"a":1},{"a":"\0"},{"a":"'),
    Buffer.from([0xff, 0xc3]),
    Buffer.from('"},{"lat":NaN},{"a" 1},{"a":"ü"}]'),
  ])
  const { items, rawOf } = read(body)
  expect(items.map((each) => (each instanceof ItemRefusal ? each.reason : each))).toEqual([
    { a: 1 },
    'bad_text',
    'bad_text',
    'not_finite',
    'unreadable_content',
    { a: 'ü' },
  ])
  expect([...rawOf(2)]).toEqual([...Buffer.from('{"a":"'), 0xff, 0xc3, ...Buffer.from('"}')])
})

test('nothing between two commas is no item, and costs the others nothing', () => {
  const list = read(form({ token: 't', data_list: '[{"a":1},,{"b":2}, ]' }))
  expect(list.items).toEqual([{ a: 1 }, { b: 2 }])
  expect([0, 1].map((index) => Buffer.from(list.rawOf(index)).toString())).toEqual(['{"a":1}', '{"b":2}'])
  expect(refusalOf(form({ token: 't', data_list: '[,]' }))).toBe('not_json')
  // Found by push.fuzz.test.ts.
  const odd = read('[,\0]', null)
  expect(odd.items).toHaveLength(1)
  expect([...odd.rawOf(0)]).toEqual([0])
})

test('the raw bytes of an item are its own, without blanks around it and without the token', () => {
  const list = read(Buffer.from('token=t&data_list=[ {"a":1e999} , {"b":%22%C3%BC%22}]'))
  expect([0, 1].map((index) => Buffer.from(list.rawOf(index)).toString())).toEqual([
    '{"a":1e999}',
    '{"b":"ü"}',
  ])
  const single = read('{"token":"secret","imei":"868120246598152","x":1e999}')
  expect(Buffer.from(single.rawOf(0)).toString()).toBe('{"imei":"868120246598152","x":1e999}')
})

test.each([
  [String.raw`[{"a":"\u0000"}]`, true],
  [String.raw`[{"a":"\ud83d"}]`, true],
  [String.raw`[{"a":"\uD83D"}]`, true],
  [String.raw`[{"a":"\u00e9\\u0000"}]`, false],
  ['[{"a":"🚚"}]', false],
])('%s may hold bad text: %s', (list, expected) => {
  // \u00e9 looks like \u0000 at first sight and is searched too: that costs time and nothing else.
  expect(read(form({ token: 't', data_list: list })).mayHoldBadText || !expected).toBe(true)
  if (!list.includes('e9')) expect(read(form({ token: 't', data_list: list })).mayHoldBadText).toBe(expected)
})

test('a body with a member named __proto__ is refused, and in an item it stays a member', () => {
  for (const body of ['{"token":"t","__proto__":{},"data_list":[]}', 'token=t&__proto__=1&data_list=[]'])
    expect(refusalOf(body)).toBe('forbidden_field')
  const item = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  const body = `{"token":"t","data_list":[${item}]}`
  const [only] = read(body).items
  expect(Object.keys(only as object)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(only)).toBe(Object.prototype)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('percent signs that introduce nothing stand for themselves', () => {
  expect(read('token=100%&data_list=[]').token).toBe('100%')
  expect(read('token=%zz%4&data_list=[]').token).toBe('%zz%4')
  expect(read('token=a+b%2B&data_list=[]').token).toBe('a b+')
})
