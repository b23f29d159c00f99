// A receiver of pushes that keeps what it gets and answers as a test wishes. It reads bodies by hand, from the vendor's sheet.

import { once } from 'node:events'
import http from 'node:http'

export type Row = Record<string, unknown>
export type ReceivedPost = {
  path: string
  contentType: string
  /** Form fields, or the members of a JSON body. */
  fields: Row
  /** The items of `data_list` or the one of `data`; of other bodies the members beside the token. */
  items: Row[]
  body: string
}

export type Receiver = {
  url: string
  posts: ReceivedPost[]
  /** Items posted to a path such as `pushgps`; '' for the address itself. */
  items(path: string): Row[]
  /** What to answer from now on. */
  answer: (post: ReceivedPost) => { status: number; body: string } | Promise<{ status: number; body: string }>
  close(): Promise<void>
}

export const TAKEN = { status: 200, body: '{"code":0,"msg":"success"}' }

export async function openReceiver(): Promise<Receiver> {
  const posts: ReceivedPost[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const contentType = request.headers['content-type'] ?? ''
    const post = {
      path: (request.url ?? '').replace(/^\/hook\/?/, ''),
      contentType,
      body,
      ...read(contentType, body),
    }
    posts.push(post)
    const answer = await receiver.answer(post)
    response.writeHead(answer.status).end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    posts,
    items: (path) => posts.filter((post) => post.path === path).flatMap((post) => post.items),
    answer: () => TAKEN,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}

function read(contentType: string, body: string): { fields: Row; items: Row[] } {
  const fields: Row = contentType.startsWith('application/json')
    ? (JSON.parse(body) as Row)
    : Object.fromEntries(new URLSearchParams(body))
  const { token: _, msgType: __, data_list: list, data, ...members } = fields
  const content = list ?? (fields.token === undefined ? data : undefined)
  if (content === undefined)
    return { fields, items: [{ ...members, ...(data === undefined ? {} : { data }) }] }
  const value: unknown = typeof content === 'string' ? JSON.parse(content) : content
  return { fields, items: (Array.isArray(value) ? value : [value]) as Row[] }
}
