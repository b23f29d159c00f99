import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { choosePort } from './ports.mjs'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

function listen(port = 0): Promise<number> {
  const server = createServer()
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

const wish = (named: string | undefined, preferred = 3000) => ({ named, preferred, variable: 'PORT' })

test('a port in use that was named is refused, with the variable to change', async () => {
  const taken = await listen()
  await expect(choosePort(wish(String(taken)))).rejects.toThrow(`Port ${taken} is in use`)
  await expect(choosePort(wish(String(taken)))).rejects.toThrow('PORT=')
})

test('unnamed, the first free port from the preferred one upwards is taken', async () => {
  const taken = await listen()
  const port = await choosePort(wish(undefined, taken))
  expect(port).toBeGreaterThan(taken)
  expect(port).toBeLessThan(taken + 100)
  expect(await listen(port)).toBe(port)
})

test('0 means any free port, and an empty variable counts as absent', async () => {
  expect(await choosePort(wish('0'))).toBeGreaterThan(0)
  const taken = await listen()
  expect(await choosePort(wish('', taken))).toBeGreaterThan(taken)
})

test('a port that is promised to the neighbour is not given twice', async () => {
  const port = await choosePort(wish('0'))
  expect(await choosePort({ ...wish(undefined, port), promised: [port] })).toBeGreaterThan(port)
  await expect(choosePort({ ...wish(String(port)), promised: [port] })).rejects.toThrow('in use')
})

test.each(['70000', '-1', '80a', '1e3', '3000.5', ' '])('"%s" is no port', async (named) => {
  await expect(choosePort(wish(named))).rejects.toThrow('not a port number')
})
