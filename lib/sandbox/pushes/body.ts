// Puts items into the body of a post, in each of the forms that receivers in the field have to take.

import type { PushedItem } from './item'
import type { PushSettings, PushTarget } from './settings'
import { isLegacy, type Topic } from './topics'

/** Items of one topic and, for command answers, of one `msgType`. */
export type Batch = { topic: Topic; items: readonly PushedItem[] }

export type Post = { url: string; contentType: string; body: string }

type Form = Pick<PushSettings, 'body' | 'envelope' | 'batchSize'>

const FORM_TYPE = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json;charset=UTF-8'
/** The topics that are known to come without an envelope. */
const BARE_TOPICS: readonly Topic[] = ['pushresourcelist', 'pushInstructResponse']

/** How many items of a topic go into one post. */
export function batchSizeOf(topic: Topic, { envelope, batchSize }: Form): number {
  if (isLegacy(topic) || envelope === 'object') return 1
  return envelope === 'bare' && BARE_TOPICS.includes(topic) ? 1 : batchSize
}

/** One post of a batch to a receiver. */
export function toPost(batch: Batch, target: PushTarget, form: Form): Post {
  const root = target.url.replace(/\/+$/, '')
  if (isLegacy(batch.topic)) return { url: target.url, ...legacyBody(batch, form) }
  return { url: `${root}/${batch.topic}`, ...hubBody(batch, target.token, form) }
}

function legacyBody({ topic, items }: Batch, { body }: Form): Omit<Post, 'url'> {
  const data = items[0]?.json ?? '{}'
  if (body === 'form')
    return {
      contentType: FORM_TYPE,
      body: formText([
        ['msgType', topic],
        ['data', data],
      ]),
    }
  const value = body === 'json' ? data : JSON.stringify(data)
  return { contentType: JSON_TYPE, body: `{"msgType":"${topic}","data":${value}}` }
}

function hubBody({ topic, items }: Batch, token: string, form: Form): Omit<Post, 'url'> {
  const [first] = items
  const kind: readonly (readonly [string, string])[] =
    first?.msgType === undefined ? [] : [['msgType', String(first.msgType)]]
  if (form.envelope === 'bare' && BARE_TOPICS.includes(topic) && first) {
    return bareBody(first.json, [['token', token], ...kind], form)
  }
  const list =
    form.envelope === 'object' ? (first?.json ?? '{}') : `[${items.map(({ json }) => json).join(',')}]`
  if (form.body === 'form') {
    return { contentType: FORM_TYPE, body: formText([['token', token], ...kind, ['data_list', list]]) }
  }
  const head = kind.map(([name, value]) => `"${name}":${value},`).join('')
  const value = form.body === 'json' ? list : JSON.stringify(list)
  return { contentType: JSON_TYPE, body: `{"token":${JSON.stringify(token)},${head}"data_list":${value}}` }
}

/** The members of the item beside the token; in a form those that are no text travel as JSON. */
function bareBody(
  json: string,
  fields: readonly (readonly [string, string])[],
  { body }: Form,
): Omit<Post, 'url'> {
  const row: Record<string, unknown> = JSON.parse(json)
  if (body !== 'form') {
    return { contentType: JSON_TYPE, body: JSON.stringify({ ...Object.fromEntries(fields), ...row }) }
  }
  const members = Object.entries(row).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  // Turns lone surrogates into replacement signs, where encodeURIComponent would throw.
  return {
    contentType: FORM_TYPE,
    body: new URLSearchParams([...fields, ...members].map(([name, value]) => [name, value])).toString(),
  }
}

function formText(fields: readonly (readonly [string, string])[]): string {
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
}
