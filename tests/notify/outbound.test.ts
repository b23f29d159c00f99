import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isPublicAddress, judgeTarget, OutboundRefusedError } from '@/lib/server/notify/outbound-guard'
import { OutboundFailedError, postOutbound } from '@/lib/server/notify/outbound-post'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'nonsense',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
  expect(isPublicAddress(address)).toBe(true),
)

const resolve = async (host: string) => {
  const known: Record<string, string[]> = {
    'public.example': ['93.184.216.34'],
    'mixed.example': ['93.184.216.34', '10.0.0.1'],
    'inside.example': ['10.0.0.1'],
  }
  const found = known[host]
  if (!found) throw new Error('ENOTFOUND')
  return found.map((address) => ({ address, family: 4 }))
}

test.each<[string, string[], string]>([
  ['https://public.example/x', [], '93.184.216.34'],
  ['https://inside.example/x', ['inside.example'], '10.0.0.1'],
  ['https://inside.example:8443/x', ['inside.example:8443'], '10.0.0.1'],
  ['https://inside.example/x', ['10.0.0.0/8'], '10.0.0.1'],
  ['http://[::1]:9/x', ['::1'], '::1'],
])('%s may be reached with %j allowed', async (url, allow, address) => {
  expect(await judgeTarget(url, { allow, resolve })).toMatchObject({ address })
})

test.each<[string, string[]]>([
  ['https://inside.example/x', []],
  ['https://mixed.example/x', []],
  ['https://inside.example/x', ['inside.example:8443']],
  ['https://inside.example/x', ['example']],
  ['http://127.0.0.1/', ['10.0.0.0/8']],
  ['http://0x7f.1/', []],
  ['http://2130706433/', []],
  ['http://[::ffff:127.0.0.1]/', []],
  ['http://user:password@public.example/', []],
  ['file:///etc/passwd', []],
  ['gopher://public.example/', []],
  ['no address', []],
])('%s is refused for good with %j allowed', async (url, allow) => {
  const refusal = await judgeTarget(url, { allow, resolve }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(OutboundRefusedError)
  expect(refusal).toMatchObject({ isFinal: true })
})

test('a name that cannot be found now may be found later', async () => {
  await expect(judgeTarget('https://nowhere.example/', { allow: [], resolve })).rejects.toMatchObject({
    isFinal: false,
  })
})

test('exactly the judged address is connected to, redirects stay unfollowed, and answers are cut off', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/redirect') return void response.writeHead(302, { location: '/' }).end()
    if (request.url === '/endless')
      return void setInterval(() => response.write('x'.repeat(10_000)), 5).unref()
    if (request.url === '/silent') return
    response.end(request.headers.host)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const lookups: string[] = []
  const rules = {
    allow: ['127.0.0.1'],
    // Says something else when asked again, as an attacker's name server would.
    resolve: async (host: string) => {
      lookups.push(host)
      return [{ address: lookups.length % 2 === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
    },
  }
  const limits = { timeoutMs: 2_000, maxAnswerBytes: 100 }
  const post = (path: string) => {
    lookups.length = 0
    return postOutbound(
      { url: `http://name.example:${port}${path}`, headers: {}, body: 'x' },
      { rules, limits },
    )
  }
  expect(await post('/')).toEqual({ status: 200, text: `name.example:${port}` })
  expect(lookups).toEqual(['name.example'])
  expect(await post('/redirect')).toMatchObject({ status: 302 })
  expect((await post('/endless')).text).toHaveLength(100)
  await expect(post('/silent')).rejects.toThrow(OutboundFailedError)
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})
